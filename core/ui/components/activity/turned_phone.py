"""A phone that the learner turns, and what two networks say of the same movement at every angle."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from core.figures import theme
from core.ui.components import packed

_mount = packed.component("activity/turned_phone", "activity/ribbon")
AXES = ("x", "y", "z")


def turned_phone(
    angles: Sequence[float],
    rows: NDArray[np.floating],
    shares: NDArray[np.floating],
    models: Sequence[str],
    shorts: Sequence[str],
    words: Mapping[str, str],
    key: str,
    *,
    turn: str,
    truth: Sequence[int] = (),
    on_turn: Callable[[], None],
) -> None:
    """Draw the answers (2 models, 3 axes, A angles in degrees, W windows, 6) of two networks.

    `shares` (2, 3, A) are the parts of the windows that are right. `turn` is `axis:angle`; where the learner
    lets go, `st.session_state[key].turn` has the new one and `on_turn` is called. `truth` holds the activity
    of each window, where it is known.
    """
    data = {
        "angles": [float(angle) for angle in angles],
        "rows": packed.small(np.rint(rows * 255)),
        "windows": rows.shape[3],
        "shares": np.round(shares, 4).tolist(),
        "texts": [[[theme.percent(float(share)) for share in axis] for axis in model] for model in shares],
        "models": list(models),
        "shorts": list(shorts),
        "turn": turn,
        "truth": [int(which) for which in truth],
        "words": dict(words),
    }
    _mount(key=key, data=data, on_turn_change=on_turn)
