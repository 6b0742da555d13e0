"""The photo on its way down the U and up again, stage by stage, with and without bridges."""

from collections.abc import Mapping, Sequence

from core.segmentation.walk import Walk
from core.ui.components import packed

_mount = packed.component("segmentation/u_walk", "segmentation/pixel_classes")


def u_walk(
    photo: bytes,
    picture: str,
    walks: Sequence[Walk],
    colours: Sequence[str],
    bridges: bool,
    words: Mapping[str, str],
    alt: str,
    key: str,
) -> None:
    """Draw a JPEG and two walks of it, with bridges and without; `bridges` says which of them the U shows.

    `picture` names the photo: the same name comes with the same arrays. `colours` are the classes'.
    """
    h, w = walks[0].class_map.shape
    data = {
        "key": picture,
        "photo": packed.jpeg(photo),
        "w": w,
        "h": h,
        "nets": [_packed(walk) for walk in walks],
        "colours": list(colours),
        "bridges": bridges,
        "alt": alt,
        "words": dict(words),
    }
    _mount(key=key, data=data)


def _packed(walk: Walk) -> dict:
    stages = [
        {
            "colours": packed.small(stage.colours),
            "h": stage.colours.shape[0],
            "w": stage.colours.shape[1],
            "maps": packed.small(stage.maps),
            "count": len(stage.maps),
            "mh": stage.maps.shape[1],
            "mw": stage.maps.shape[2],
            "numbers": stage.numbers.tolist(),
            "channels": stage.channels,
        }
        for stage in walk.stages
    ]
    h, w = walk.class_map.shape
    return {"stages": stages, "answer": packed.small(walk.class_map), "h": h, "w": w}
