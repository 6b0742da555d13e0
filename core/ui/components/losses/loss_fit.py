"""Eight points, one of which may be pulled away, and the line that each loss function likes best."""

from collections.abc import Callable, Mapping, Sequence

from core.losses import functions
from core.ui.components import packed

BORDERS = (0.1, 4.0)
"""the least and the largest δ of the slider"""
_mount = packed.component("losses/loss_fit")


def lines(
    points: Sequence[tuple[float, float]],
    delta: float,
    words: Mapping[str, str],
    key: str,
    on_heights: Callable[[], None],
    on_delta: Callable[[], None],
) -> None:
    """Draw points and their three fitted lines; a point is dragged up and down, δ has a slider.

    Where they are let go, `st.session_state[key].heights` is what `losses.read` reads, `.delta` is δ as text.
    """
    data = {
        "heights": functions.write(points),
        "xs": [x for x, _ in points],
        "delta": delta,
        "borders": list(BORDERS),
        "limits": list(functions.LIMITS),
        "rounds": functions.ROUNDS,
        "words": dict(words),
    }
    _mount(key=key, data=data, on_heights_change=on_heights, on_delta_change=on_delta)
