"""The map of momentum's convergence: a step α and a memory β are dragged on it, and walked with."""

from collections.abc import Callable, Mapping

from core.gradient_descent.momentum import CONDITIONS, MOST_ALPHA
from core.gradient_descent.tuning import MOST_BETA
from core.ui.components import packed

_mount = packed.component(
    "gradient_descent/momentum_map",
    "gradient_descent/draw",
    "gradient_descent/landscape",
    "knobs",
)
KNOBS = (
    ("alpha", tuple(f"{i / 100:g}" for i in range(round(100 * MOST_ALPHA) + 1))),
    ("beta", tuple(f"{i / 100:g}" for i in range(round(100 * MOST_BETA) + 1))),
    ("condition", tuple(f"{c:g}" for c in CONDITIONS)),
)
"""the sliders and their stops"""


def momentum_map(spot: str, words: Mapping[str, str], key: str, on_change: Callable[[], None]) -> None:
    """Draw the map with the point at `spot`, "α,β,condition" of stops of KNOBS.

    Where the learner lets go of it, `st.session_state[key].spot` is such a text.
    """
    data = {"knobs": [[name, list(stops)] for name, stops in KNOBS], "spot": spot, "words": dict(words)}
    _mount(key=key, data=data, on_spot_change=on_change)
