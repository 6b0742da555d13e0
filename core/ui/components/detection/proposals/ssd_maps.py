"""An SSD drawn with its six maps, and one of its default boxes, moved and stretched by four numbers."""

from collections.abc import Callable, Mapping

from core.detection import ssd
from core.ui.components import packed
from core.ui.components.detection.proposals.anchor_cells import layout_of

_mount = packed.component("detection/proposals/ssd_maps", "boxes", "detection/proposals/encodings")

Box = tuple[int, int, int, int]


def ssd_maps(
    photo: bytes,
    wh: tuple[int, int],
    box: Box,
    layout: ssd.Layout,
    words: Mapping[str, str],
    key: str,
    on_box: Callable[[], None],
) -> None:
    """Draw a layout's six maps and, over a JPEG of size `wh`, the default box that fits `box` best.

    Where the learner lets go of the box, `st.session_state[key].box` is the new one, four numbers with points
    between them, and `on_box` is called.
    """
    data = {
        "photo": packed.jpeg(photo),
        "w": wh[0],
        "h": wh[1],
        "box": ".".join(map(str, box)),
        "layout": layout_of(layout),
        "layers": list(ssd.LAYERS),
        "words": dict(words),
    }
    _mount(key=key, data=data, on_box_change=on_box)
