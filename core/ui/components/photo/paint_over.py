"""A photo to paint over: what is covered travels as a small mask after each stroke."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from core.ui.components import packed

_mount = packed.component("photo/paint_over")


@dataclass(frozen=True)
class Sheet:
    """A JPEG, and the JPEG `filling` of the same shape that is seen where the photo is covered.

    A mask has `wh` cells across and down; the small, medium and large brush's radii are in cells.
    """

    photo: bytes
    filling: bytes
    wh: tuple[int, int]
    brushes: tuple[float, float, float]


def paint_over(
    sheet: Sheet, mask: str, words: Mapping[str, str], key: str, on_mask: Callable[[], None]
) -> None:
    """Draw a photo, covered where `mask` says so.

    After a stroke `st.session_state[key].mask` is what `core.shared.masks.read` reads, and `on_mask` is
    called.
    """
    data = {
        "photo": packed.jpeg(sheet.photo),
        "filling": packed.jpeg(sheet.filling),
        "mask": mask,
        "wh": list(sheet.wh),
        "brushes": list(sheet.brushes),
        "words": dict(words),
    }
    _mount(key=key, data=data, on_mask_change=on_mask)
