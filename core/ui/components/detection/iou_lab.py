"""Two boxes over a photo or squared paper, dragged and resized while their overlap is worked out."""

from collections.abc import Callable, Mapping

from core.detection import box_pair
from core.ui.components import packed

_mount = packed.component("detection/iou_lab", "boxes")


def iou_lab(
    photo: bytes | None,
    wh: tuple[int, int],
    pair: box_pair.Pair,
    presets: Mapping[str, box_pair.Pair],
    words: Mapping[str, str],
    key: str,
    on_boxes: Callable[[], None],
) -> None:
    """Draw the true box and the model's over a JPEG of size `wh` (None: squared paper), one button a preset.

    Where they are let go, `st.session_state[key].boxes` is what `lab.read` reads and `on_boxes` is called.
    """
    data = {
        "photo": photo and packed.jpeg(photo),
        "w": wh[0],
        "h": wh[1],
        "boxes": box_pair.write(pair),
        "presets": [{"name": name, "boxes": list(map(list, boxes))} for name, boxes in presets.items()],
        "words": dict(words),
    }
    _mount(key=key, data=data, on_boxes_change=on_boxes)
