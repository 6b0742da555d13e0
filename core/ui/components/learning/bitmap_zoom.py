"""One fruit as strokes and as pixels, enlarged together."""

from collections.abc import Callable, Mapping

from core.ui.components import packed

_mount = packed.component("learning/bitmap_zoom", "learning/fruit_shapes")
FRUIT = (0.85, 0.8)
"""how round and how red"""


def bitmap_zoom(
    pixels: int, zoom: float, words: Mapping[str, str], key: str, on_change: Callable[[], None]
) -> None:
    """Draw the fruit, the bitmap with pixels × pixels; `st.session_state[key].zoom` is the zoom as text."""
    data = {
        "round": FRUIT[0],
        "red": FRUIT[1],
        "pixels": pixels,
        "zoom": f"{zoom:g}",
        "words": dict(words),
    }
    _mount(key=key, data=data, on_zoom_change=on_change)
