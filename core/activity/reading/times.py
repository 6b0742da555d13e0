"""A column of times, in whatever unit, to seconds that only grow."""

import re
from typing import TYPE_CHECKING

import numpy as np

from core.activity.recording import Note

if TYPE_CHECKING:
    import pandas as pd

SECONDS = {"s": 1.0, "ms": 1e-3, "µs": 1e-6, "ns": 1e-9}
# The unit that a step between two rows is in, if phones measure 2 to 2000 times a second.
STEPS = ((5e-4, 0.5, "s"), (0.5, 500, "ms"), (500, 5e5, "µs"), (5e5, 5e8, "ns"))
RESTART = -1.0  # s; a smaller jump back is a matter of order
CLOCK = re.compile(r"(\d{1,2}):(\d{2}):(\d{2})(?:[.,:](\d{1,9}))?")


def to_seconds(column: "pd.Series", unit: str | None) -> tuple[np.ndarray, str]:
    """Return (N,) seconds, NaN where there is no time, and the unit: that given, or "ISO", or by the step.

    Text is read as ISO 8601 (2026-05-01T10:00:00.02+09:00), as a date and a time of day, or as a time of day.
    """
    import pandas as pd

    if not pd.api.types.is_numeric_dtype(column):
        return _from_text(column.astype(str).str.strip()), "ISO"
    values = column.to_numpy(np.float64)
    if unit is None:
        steps = np.abs(np.diff(values[np.isfinite(values)]))
        ticks = steps[steps > 0]
        rows_a_tick = len(steps) / len(ticks) if is_coarse(values) else 1
        step = float(np.median(ticks)) / rows_a_tick if len(ticks) else 0.0
        unit = next((name for low, high, name in STEPS if low <= step < high), "s")
    return values * SECONDS[unit], unit


def _from_text(column: "pd.Series") -> np.ndarray:
    import pandas as pd

    if len(column) and CLOCK.fullmatch(column.iloc[0]):
        parts = column.str.extract(CLOCK.pattern)
        fraction = pd.to_numeric("0." + parts[3].fillna("0"), errors="coerce")
        h, m, s = (pd.to_numeric(parts[i], errors="coerce") for i in range(3))
        seconds = (h * 3600 + m * 60 + s + fraction).to_numpy(np.float64)
        return seconds + 86_400 * np.cumsum(np.diff(seconds, prepend=seconds[:1]) < -43_200)
    bare = column.str.replace(" UTC", "", regex=False)
    dates = pd.to_datetime(bare, errors="coerce", utc=True, format="ISO8601")
    return (dates - pd.Timestamp(0, tz="UTC")).dt.total_seconds().to_numpy(np.float64)


def in_order(time: np.ndarray) -> tuple[np.ndarray, list[Note]]:
    """Return the rows to keep, in the order of their times, each time once, and what is to be noted.

    Where the time jumps back by more than a second another recording begins, and what follows is left out.
    """
    notes = []
    back = np.flatnonzero(np.diff(time) < RESTART)
    if len(back):
        notes.append(Note("restarted", {"rows": len(time) - int(back[0]) - 1}))
        time = time[: back[0] + 1]
    order = np.argsort(time, kind="stable")
    return order[np.diff(time[order], prepend=-np.inf) > 0], notes


def is_coarse(time: np.ndarray) -> bool:
    """Return whether most rows share their time with the row before, as with times in whole seconds."""
    return len(time) > 2 and np.count_nonzero(np.diff(time) == 0) > 0.5 * len(time)


def spread(time: np.ndarray) -> np.ndarray:
    """Return (N,) evenly spaced times over as long as `time` lasts."""
    ticks = np.unique(time)
    tick = np.median(np.diff(ticks)) if len(ticks) > 1 else 0.0
    return np.linspace(ticks[0], ticks[-1] + tick, len(time), endpoint=False)


def rate_of(time: np.ndarray) -> float:
    """Return one over the median step in Hz, 0 if there is no step."""
    return 1 / float(np.median(np.diff(time))) if len(time) > 1 else 0.0
