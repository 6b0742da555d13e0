"""Eight points, one of which may be pulled away, and the line that each loss function likes best."""

from collections.abc import Callable, Mapping, Sequence

from core.losses import functions
from core.ui.components import packed

_mount = packed.component("losses/loss_fit")


def lines(
    points: Sequence[tuple[float, float]],
    delta: float,
    words: Mapping[str, str],
    key: str,
    on_change: Callable[[], None],
) -> None:
    """Draw points and their three fitted lines; a point is dragged up and down, its x stays.

    Where it is let go, `st.session_state[key].heights` is what `losses.read` reads.
    """
    data = {
        "heights": functions.write(points),
        "xs": [x for x, _ in points],
        "delta": delta,
        "limits": list(functions.LIMITS),
        "rounds": functions.ROUNDS,
        "words": dict(words),
    }
    _mount(key=key, data=data, on_heights_change=on_change)
