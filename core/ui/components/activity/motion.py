"""A recording as lines, a window that glides over it, and the ribbon of answers that grows under it."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from core.ui.components import packed

_mount = packed.component("activity/motion", "activity/ribbon")


def motion(
    accel_g: NDArray[np.floating],
    gyro_rads: NDArray[np.floating] | None,
    rate_hz: float,
    starts_s: NDArray[np.floating],
    ends_s: NDArray[np.floating],
    rows: NDArray[np.floating],
    names: Sequence[str],
    shorts: Sequence[str],
    words: Mapping[str, str],
    key: str,
    *,
    truth: Sequence[tuple[float, float, int]] = (),
    at: int = 0,
    on_at: Callable[[], None] = lambda: None,
) -> None:
    """Draw (N, 3) samples at an even rate, and one row of probabilities (W, 6) for each window.

    `names` are the six activities in the order of the rows, `shorts` what fits into the ribbon; `truth` holds
    (start, end, activity) in seconds. Where the learner leaves the window, `st.session_state[key].at` is its
    number, from 0, as text.
    """
    data = {
        "accel": _thousandths(accel_g),
        "gyro": None if gyro_rads is None else _thousandths(gyro_rads),
        "rate": float(rate_hz),
        "starts": packed.floats(starts_s),
        "ends": packed.floats(ends_s),
        "rows": packed.floats(rows),
        "names": list(names),
        "shorts": list(shorts),
        "truth": [[float(start), float(end), int(which)] for start, end, which in truth],
        "at": str(at),
        "words": dict(words),
    }
    _mount(key=key, data=data, on_at_change=on_at)


def _thousandths(values: NDArray[np.floating]) -> str:
    return packed.numbers(np.clip(np.rint(values * 1000), -32767, 32767), "<i2")
