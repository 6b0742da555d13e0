"""Which column is the clock, and its times, in whatever unit, as seconds that only grow."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from core.activity.reading import clocks, columns
from core.activity.recording import Note

if TYPE_CHECKING:
    import pandas as pd

SECONDS = {"s": 1.0, "ms": 1e-3, "µs": 1e-6, "ns": 1e-9, "min": 60.0, "h": 3600.0, "d": 86_400.0}
# The unit that a step between two rows is in, if phones measure 2 to 2000 times a second. Days as Excel has.
STEPS = (
    (5e-9, 5.8e-6, "d"),
    (5.8e-6, 5e-4, "min"),
    (5e-4, 0.5, "s"),
    (0.5, 500, "ms"),
    (500, 5e5, "µs"),
    (5e5, 5e8, "ns"),
)
# Of a clock that counts since 1970: the unit by the size alone, for the years 2001 to 2100.
EPOCHS = ((1e9, 4.2e9, "s"), (1e12, 4.2e12, "ms"), (1e15, 4.2e15, "µs"), (1e18, 4.2e18, "ns"))
EXCEL_DAYS = (36_526.0, 73_415.0)  # 2000 to 2100
RESTART = -1.0  # s; a smaller jump back is a matter of order
FASTEST = 5_000.0  # Hz: no phone measures as often
SLOWEST = 0.01  # Hz
WITH_UNIT = re.compile(r"\s*([-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)\s*([a-zµμ초]{1,12})\s*")
LOOK_AT = 100  # rows, to see whether numbers have a unit
GROWING = 0.9  # the part of the steps that do not go back, or forth, of a clock
FEWEST_TICKS = 3


@dataclass(frozen=True)
class Clock:
    """A column as times (N,) in s, NaN where there is none, its unit ("ISO": text), and what is wrong.

    `problem` is "" for a clock, else "unreadable", "still" or "disorder".
    """

    name: str
    time: NDArray[np.float64]
    unit: str
    problem: str


def find(frame: "pd.DataFrame", but: tuple[str, ...] = ()) -> Clock | None:
    """Return the clock among the columns, leaving out `but`; else a column that is only called one.

    Names go first, in the order of `columns.TIMES`, then names that contain such a word, then any column that
    grows from row to row.
    """
    first_bad, coarse = None, None
    free = [name for name in frame.columns if name not in but]
    for name in columns.time_columns(free):
        clock = read(frame[name], name)
        if clock.problem:
            first_bad = first_bad or clock
        elif not is_coarse(clock.time[np.isfinite(clock.time)]):
            return clock
        else:
            coarse = coarse or clock
    return coarse or _unnamed(frame, free) or first_bad


def _unnamed(frame: "pd.DataFrame", names: list[str]) -> Clock | None:
    """Return the first column that only a clock can be: it grows with every row, and does not count them."""
    for name in names:
        if columns.kind_and_axis(name) or columns.is_a_count(name):
            continue
        clock = read(frame[name], name)
        if not clock.problem and (clock.unit == "ISO" or (np.diff(clock.time) > 0).all()):
            return clock
    return None


def grows(column: "pd.Series") -> bool:
    """Return whether a column can only be a clock: nearly every row is later than the one before."""
    clock = read(column, "")
    steps = np.diff(clock.time[np.isfinite(clock.time)])
    return not clock.problem and bool(len(steps)) and np.count_nonzero(steps > 0) > GROWING * len(steps)


def read(column: "pd.Series", name: str, unit: str | None = None) -> Clock:
    """Return a column as a clock, with what is wrong with it; `unit` is what the learner or the name says."""
    import pandas as pd

    if not pd.api.types.is_numeric_dtype(column) and len(column):
        column, written = _with_unit(column)
        unit = unit or written
    if not pd.api.types.is_numeric_dtype(column) or pd.api.types.is_bool_dtype(column):
        time = clocks.seconds(column)
        return Clock(name, time, "ISO", _problem(time))
    values = column.to_numpy(np.float64, copy=True)
    values[~(np.abs(values) < 1e20)] = np.nan
    named = unit or _by_size(values) or columns.time_unit(name)
    if not named and _counts_rows(values):
        return Clock(name, values, "s", "still")
    found = named or unit_of(values)
    clock = Clock(name, values * SECONDS[found], found, _problem(values * SECONDS[found]))
    if clock.problem == "disorder" and named and not unit:  # the name is wrong
        found = unit_of(values)
        clock = Clock(name, values * SECONDS[found], found, _problem(values * SECONDS[found]))
    return clock


def _with_unit(column: "pd.Series") -> tuple["pd.Series", str | None]:
    """Return a column of cells such as "0.02 s" as numbers, and their unit; any other as it is."""
    import pandas as pd

    found = [WITH_UNIT.fullmatch(str(cell)[:40]) for cell in column.tolist()[:LOOK_AT]]
    units = {columns.TIME_UNITS.get(match[2]) for match in found if match}
    if 2 * sum(map(bool, found)) <= len(found) or len(units) != 1 or None in units:
        return column, None
    bare = [WITH_UNIT.fullmatch(str(cell)[:40]) for cell in column.tolist()]
    return pd.Series([float(match[1]) if match else np.nan for match in bare]), units.pop()


def unit_of(values: NDArray[np.float64]) -> str:
    """Return the unit that a clock's numbers (N,) are in: by their size, else by their steps."""
    return _by_size(values) or next((name for low, high, name in STEPS if low <= _step(values) < high), "s")


def _by_size(values: NDArray[np.float64]) -> str | None:
    """Return the unit of a clock that counts since 1970 or, in days as Excel has them, since 1900."""
    known, step = values[np.isfinite(values)], _step(values)
    middle = float(np.median(known)) if len(known) else 0.0
    if EXCEL_DAYS[0] < middle < EXCEL_DAYS[1] and 0 < step < STEPS[0][1]:
        return "d"
    unit = next((name for low, high, name in EPOCHS if low <= middle < high), None)
    return unit if unit and step * SECONDS[unit] > 1 / FASTEST else None


def _step(values: NDArray[np.float64]) -> float:
    """Return the usual step from row to row, 0 if there is none."""
    known = values[np.isfinite(values)]
    steps = np.abs(np.diff(known))
    ticks = steps[steps > 0]
    rows_a_tick = len(steps) / len(ticks) if len(ticks) and is_coarse(known) else 1
    return float(np.median(ticks)) / rows_a_tick if len(ticks) else 0.0


def _counts_rows(values: NDArray[np.float64]) -> bool:
    """Return whether numbers only count the rows: 0, 1, 2 …"""
    return len(values) > 2 and values[0] in (0, 1) and bool((np.diff(values) == 1).all())


def _problem(time: NDArray[np.float64]) -> str:
    known = time[np.isfinite(time)]
    if 2 * len(known) < len(time) or not len(known):
        return "unreadable"
    ticks = len(np.unique(known))
    if ticks == 1 or (ticks < FEWEST_TICKS and len(known) > 100):
        return "still"
    steps = np.diff(known)
    one_way = max(np.count_nonzero(steps >= 0), np.count_nonzero(steps <= 0))
    moving = np.abs(steps[steps != 0])
    rows_a_tick = len(steps) / len(moving) if is_coarse(known) else 1.0
    rate = rows_a_tick / max(float(np.median(moving)), 1e-12)
    return "" if one_way >= GROWING * len(steps) and SLOWEST < rate < FASTEST else "disorder"


def in_order(time: NDArray[np.float64]) -> tuple[NDArray[np.intp], list[Note]]:
    """Return the rows to keep, in the order of their times, each time once, and what is to be noted.

    Where the time jumps back by more than a second another recording begins, and what follows is left out;
    where it runs backwards from row to row, the last row is the first.
    """
    notes = []
    steps = np.diff(time)
    backwards = len(steps) > 0 and np.count_nonzero(steps < 0) > GROWING * len(steps)
    back = [] if backwards else np.flatnonzero(steps < RESTART)
    if backwards:
        notes.append(Note("time_backwards"))
    if len(back):
        notes.append(Note("restarted", {"rows": len(time) - int(back[0]) - 1}))
        time = time[: back[0] + 1]
    order = np.argsort(time, kind="stable")
    return order[np.diff(time[order], prepend=-np.inf) > 0], notes


def is_coarse(time: NDArray[np.float64]) -> bool:
    """Return whether most rows share their time with the row before, as with times in whole seconds."""
    return len(time) > 2 and np.count_nonzero(np.diff(time) == 0) > 0.5 * len(time)


def spread(time: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return (N,) evenly spaced times over as long as `time` lasts, forth or back as it goes."""
    ticks = np.unique(time)
    tick = np.median(np.diff(ticks)) if len(ticks) > 1 else 0.0
    even = np.linspace(ticks[0], ticks[-1] + tick, len(time), endpoint=False)
    return even if time[-1] >= time[0] else even[::-1]


def rate_of(time: NDArray[np.float64]) -> float:
    """Return the rate in Hz, 0 if there is no step: one over the usual step.

    That is the median, or, as clocks that tick in ms round it, the mean of the steps that are no gaps.
    """
    steps = np.diff(time)
    middle = float(np.median(steps)) if len(steps) else 0.0
    if not middle > 1e-9:
        return 0.0
    mean = float(steps[steps < 3 * middle].mean())
    return 1 / (mean if abs(mean / middle - 1) < 0.1 else middle)
