"""The columns of one sensor to numbers in SI units: times, units, gravity and signs."""

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from core.activity.reading import columns, times
from core.activity.reading.tables import Table
from core.activity.recording import GRAVITY, Choices, Note
from core.media.errors import MediaError

if TYPE_CHECKING:
    import pandas as pd

ASSUMED_RATE = 50.0  # Hz, where there are no times
STRONGEST = 400.0  # m/s², more than any phone measures
FASTEST = 36.0  # rad/s: phones measure up to 2000 °/s
DEGREE = np.pi / 180
GRAVITY_NEAR = (0.6, 1.5)  # g: what the mean over a second of acceleration with gravity is between
UNITS_G = ("g", "gforce")
UNITS_DEGREE = ("°/s", "deg/s", "dps", "degrees/s", "degree/s", "도/s", "도/초")


@dataclass(frozen=True)
class Sensor:
    """What one sensor measured: times (N,) in s that grow, values (N, 3), and how it was read."""

    time: np.ndarray
    values: np.ndarray
    notes: tuple[Note, ...] = ()
    used: Choices = field(default_factory=Choices)


def read(table: Table, names: tuple[str, ...], choices: Choices) -> Sensor:
    """Return the rows of three columns that have a time and three numbers, in the order of their times."""
    values = np.column_stack([_floats(table.frame[name]) for name in names])
    time, notes, used = _time(table, names, choices)
    good = np.isfinite(values).all(1) & np.isfinite(time) & (np.abs(values) < 1e6).all(1)
    left_out = Note("rows_left_out", {"rows": int(len(good) - good.sum()), "of": len(good)})
    time, values = time[good], values[good]
    if choices.rate_hz is None and times.is_coarse(time):
        time = times.spread(time)
        notes.append(Note("time_coarse"))
    keep, more = times.in_order(time)
    if len(keep) and len(good) > good.sum():
        more.append(left_out)
    return Sensor(time[keep], values[keep], (*notes, *more), used)


def _floats(column: "pd.Series") -> np.ndarray:
    import pandas as pd

    return pd.to_numeric(column, errors="coerce").to_numpy(np.float64, na_value=np.nan)


def _time(table: Table, names: tuple[str, ...], choices: Choices) -> tuple[np.ndarray, list[Note], Choices]:
    """Return a time in s for each row, what was assumed, and what was used.

    A column that is no clock, although it is called one or was chosen, is told, and the rate is assumed.
    """
    clock = None
    if choices.rate_hz is None and choices.time is None:
        clock = times.find(table.frame, names)
    elif choices.rate_hz is None and choices.time in table.frame:
        clock = times.read(table.frame[choices.time], choices.time, choices.time_unit)
    if clock is None or clock.problem:
        rate = choices.rate_hz or ASSUMED_RATE
        notes = [] if clock is None else [Note(f"time_{clock.problem}", {"column": clock.name})]
        notes += [] if choices.rate_hz else [Note("rate_assumed", {"rate": rate})]
        return np.arange(len(table.frame)) / rate, notes, Choices(time="", rate_hz=rate)
    told = choices.time_unit or columns.time_unit(clock.name)
    notes = [] if told == clock.unit or clock.unit == "ISO" else [Note("time_unit", {"unit": clock.unit})]
    return clock.time, notes, Choices(time=clock.name, time_unit=None if clock.unit == "ISO" else clock.unit)


def gravity_in(sensor: Sensor) -> float:
    """Return the median length of the mean acceleration over each second: gravity, if it is in there."""
    block = max(1, min(len(sensor.values), round(times.rate_of(sensor.time))))
    whole = sensor.values[: len(sensor.values) // block * block].reshape(-1, block, 3)
    return float(np.median(np.linalg.norm(whole.mean(1), axis=1))) if len(whole) else 0.0


def unit_by_gravity(sensor: Sensor) -> str | None:
    """Return "g" or "m/s²", whichever makes gravity as large as it is on earth, None if neither does."""
    found = gravity_in(sensor)
    low, high = GRAVITY_NEAR
    if low <= found <= high:
        return "g"
    return "m/s²" if low * GRAVITY <= found <= high * GRAVITY else None


def acceleration(sensor: Sensor, names: tuple[str, ...], choices: Choices) -> Sensor:
    """Return acceleration in m/s², its unit told by gravity, else by the names; what is missing is noted."""
    told = unit_by_gravity(sensor)
    named = columns.unit_of(names[0])
    in_g = named in UNITS_G or (not named and columns.is_apple(names))
    unit = choices.unit or told or ("g" if in_g else "m/s²")
    notes = list(sensor.notes)
    if told is None:
        notes.append(Note("no_gravity"))
    elif not choices.unit and not named:
        notes.append(Note("unit", {"unit": unit, "gravity": round(gravity_in(sensor), 2)}))
    elif not choices.unit and (named in UNITS_G) != (unit == "g"):
        notes.append(Note("unit_name", {"unit": unit, "named": named}))
    values = sensor.values * (GRAVITY if unit == "g" else 1.0)
    possible = (np.abs(values) < STRONGEST).all(1)
    if not possible.all():
        notes = _without(notes, int((~possible).sum()), len(possible))
    used = replace(sensor.used, accel=names, unit=unit)
    return Sensor(sensor.time[possible], values[possible], tuple(notes), used)


def turned(sensor: Sensor) -> Sensor:
    """Return acceleration with its signs turned: Core Motion has −1 g where up is, others +1 g."""
    return replace(sensor, values=-sensor.values, notes=(*sensor.notes, Note("sign")))


def points_down(accel: Sensor) -> bool:
    """Return whether the mean (in m/s²) lies along an axis backwards: an iPhone's signs, or upside down."""
    mean = accel.values.mean(0)
    return bool(mean[np.abs(mean).argmax()] < -0.7 * GRAVITY)


def _without(notes: list[Note], rows: int, of: int) -> list[Note]:
    """Return the notes with one about all rows that were left out, these and any before."""
    before = [note.facts for note in notes if note.code == "rows_left_out"]
    rows, of = rows + sum(facts["rows"] for facts in before), max([of, *(facts["of"] for facts in before)])
    return [*(n for n in notes if n.code != "rows_left_out"), Note("rows_left_out", {"rows": rows, "of": of})]


def with_gravity(body: Sensor, gravity: Sensor) -> Sensor:
    """Return the sum of acceleration without gravity and of gravity, at the times of the first."""
    added = onto(body.time, gravity)
    return replace(body, values=body.values + added, notes=(*body.notes, Note("gravity_added")))


def rotation(sensor: Sensor, names: tuple[str, ...], choices: Choices) -> Sensor:
    """Return angular velocity in rad/s, from °/s if a choice, the header or the size of it says so."""
    named = columns.unit_of(names[0])
    fast = len(sensor.values) and np.percentile(np.abs(sensor.values), 99) > FASTEST
    degrees = named in UNITS_DEGREE or (not named and fast)
    unit = choices.gyro_unit or ("°/s" if degrees else "rad/s")
    guessed = not (choices.gyro_unit or named)
    notes = (Note("gyro_unit", {"unit": unit}),) if guessed and degrees else ()
    used = replace(sensor.used, gyro=names, gyro_unit=unit)
    return Sensor(sensor.time, sensor.values * (DEGREE if unit == "°/s" else 1.0), notes, used)


def onto(time: np.ndarray, sensor: Sensor) -> np.ndarray:
    """Return a sensor's values (N, 3) at other times (N,), in a straight line between its own."""
    return np.column_stack([np.interp(time, sensor.time, sensor.values[:, i]) for i in range(3)])


def need(sensor: Sensor) -> Sensor:
    """Return a sensor that has rows; raise MediaError if it has none."""
    if not len(sensor.time):
        raise MediaError("recording_no_numbers")
    return sensor
