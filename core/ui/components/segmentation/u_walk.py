"""The photo on its way down the U and up again, stage by stage, with and without bridges."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.segmentation.walk import Walk
from core.ui.components import packed

_mount = packed.component("segmentation/u_walk", "segmentation/pixel_classes")


@dataclass(frozen=True)
class UWalk:
    """A JPEG and two walks of it, with bridges and without.

    `picture` names the photo: the same name comes with the same arrays. `colours` are the classes'.
    """

    photo: bytes
    picture: str
    walks: Sequence[Walk]
    colours: Sequence[str]


def u_walk(shown: UWalk, bridges: bool, words: Mapping[str, str], alt: str, key: str) -> None:
    """Draw the walks; `bridges` says which of them the U shows, `alt` tells what it is."""
    h, w = shown.walks[0].class_map.shape
    data = {
        "key": shown.picture,
        "photo": packed.jpeg(shown.photo),
        "w": w,
        "h": h,
        "nets": [_packed(walk) for walk in shown.walks],
        "colours": list(shown.colours),
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
