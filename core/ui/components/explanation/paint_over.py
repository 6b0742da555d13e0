"""A photo to paint over: what is covered travels as a small mask after each stroke."""

from collections.abc import Callable, Mapping

from core.explanation import masking
from core.ui.components import packed

_mount = packed.component("explanation/paint_over")


def paint_over(
    photo: bytes, filling: bytes, mask: str, words: Mapping[str, str], key: str, on_mask: Callable[[], None]
) -> None:
    """Draw a square JPEG, and over it, where `mask` says so, the JPEG `filling` of the same picture.

    After a stroke `st.session_state[key].mask` is what `cover.read` reads, and `on_mask` is called.
    """
    photo, filling = (packed.jpeg(j) for j in (photo, filling))
    data = {"photo": photo, "filling": filling, "mask": mask, "side": masking.SIDE, "words": dict(words)}
    _mount(key=key, data=data, on_mask_change=on_mask)
