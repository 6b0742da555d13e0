"""A recording as lines, a window that glides over it, and the ribbon of answers that grows under it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.ui.components import packed

_mount = packed.component("activity/motion", "activity/ribbon")


@dataclass(frozen=True)
class Motion:
    """A recording and the answers to its windows.

    `accel_g` (N, 3) in g and `gyro_rads` (N, 3) in rad/s, None without a gyroscope, come at an even rate.
    `rows` (W, 6) has the probabilities of each window, which lasts from `starts_s` to `ends_s` (W,). `names`
    are the six activities in the order of the rows, `shorts` what fits into the ribbon; `truth` holds (start,
    end, activity) in seconds.
    """

    accel_g: NDArray[np.floating]
    gyro_rads: NDArray[np.floating] | None
    rate_hz: float
    starts_s: NDArray[np.floating]
    ends_s: NDArray[np.floating]
    rows: NDArray[np.floating]
    names: Sequence[str]
    shorts: Sequence[str]
    truth: Sequence[tuple[float, float, int]] = ()


def motion(
    shown: Motion,
    words: Mapping[str, str],
    key: str,
    *,
    at: int = 0,
    on_at: Callable[[], None] = lambda: None,
) -> None:
    """Draw the samples, the window number `at` over them, and the ribbon of answers.

    Where the learner leaves the window, `st.session_state[key].at` is its number, from 0, as text.
    """
    data = {
        "accel": _thousandths(shown.accel_g),
        "gyro": None if shown.gyro_rads is None else _thousandths(shown.gyro_rads),
        "rate": float(shown.rate_hz),
        "starts": packed.floats(shown.starts_s),
        "ends": packed.floats(shown.ends_s),
        "rows": packed.floats(shown.rows),
        "names": list(shown.names),
        "shorts": list(shown.shorts),
        "truth": [[float(start), float(end), int(which)] for start, end, which in shown.truth],
        "at": str(at),
        "words": dict(words),
    }
    _mount(key=key, data=data, on_at_change=on_at)


def _thousandths(values: NDArray[np.floating]) -> str:
    return packed.numbers(np.clip(np.rint(values * 1000), -32767, 32767), "<i2")
