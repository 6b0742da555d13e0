"""Two boxes over a photo or squared paper, dragged and resized while their overlap is worked out."""

from collections.abc import Callable, Mapping

import streamlit as st

from core.detection import lab
from core.ui.components import packed

_mount = st.components.v2.component(
    "iou_lab", js=packed.script("boxes", "iou_lab"), css=packed.style("iou_lab")
)
WORDS = (
    "presets", "truth", "model", "shared", "union", "precision", "recall", "counts", "said", "alt", "keys",
)  # fmt: skip


def iou_lab(
    photo: bytes | None,
    wh: tuple[int, int],
    pair: lab.Pair,
    presets: Mapping[str, lab.Pair],
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
        "boxes": lab.write(pair),
        "presets": [{"name": name, "boxes": list(map(list, boxes))} for name, boxes in presets.items()],
        "words": dict(words),
    }
    _mount(key=key, data=data, on_boxes_change=on_boxes)
