"""A phone that the learner turns, and what two networks say of the same movement at every angle."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.figures import theme
from core.ui.components import packed

_mount = packed.component("activity/turned_phone", "activity/ribbon")
AXES = ("x", "y", "z")


@dataclass(frozen=True)
class TurnedPhone:
    """What two networks answer to one movement at A angles (degrees) about 3 axes.

    `rows` (2, 3, A, W, 6) are the probabilities of W windows, `shares` (2, 3, A) the parts of the windows
    that are right, `truth` the activity of each window, where it is known. `models` are the networks' titles,
    `shorts` the six activities'. `upright` (3, 3) turns the recording's up to where it was in the training.
    """

    angles: Sequence[float]
    rows: NDArray[np.floating]
    shares: NDArray[np.floating]
    models: Sequence[str]
    shorts: Sequence[str]
    upright: NDArray[np.floating]
    truth: Sequence[int] = ()


def turned_phone(
    shown: TurnedPhone, words: Mapping[str, str], key: str, *, turn: str, on_turn: Callable[[], None]
) -> None:
    """Draw the phone at `turn`, "axis:angle", and both networks' answers there.

    Where the learner lets go, `st.session_state[key].turn` has the new one and `on_turn` is called.
    """
    data = {
        "angles": [float(angle) for angle in shown.angles],
        "rows": packed.small(np.rint(shown.rows * 255)),
        "windows": shown.rows.shape[3],
        "shares": np.round(shown.shares, 4).tolist(),
        "texts": [
            [[theme.percent(float(share)) for share in axis] for axis in model] for model in shown.shares
        ],
        "models": list(shown.models),
        "shorts": list(shown.shorts),
        "turn": turn,
        "upright": shown.upright.tolist(),
        "truth": [int(which) for which in shown.truth],
        "words": dict(words),
    }
    _mount(key=key, data=data, on_turn_change=on_turn)
