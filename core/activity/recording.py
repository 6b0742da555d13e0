"""What a phone recorded: times, acceleration, rotation, and what had to be assumed to read it."""

from dataclasses import dataclass, field
from typing import Literal

import numpy as np

GRAVITY = 9.80665  # m/s²

ACTIVITIES = ("walking", "upstairs", "downstairs", "sitting", "standing", "lying")

# What can be noted about a file, and the facts that fill the sentence about it.
NOTES: dict[str, tuple[str, ...]] = {
    "app": ("app",),  # whose export it looks like
    "encoding": ("encoding",),  # not UTF-8
    "decimal_comma": (),
    "columns": ("time", "x", "y", "z"),  # which columns are the time and the acceleration
    "no_header": (),  # the columns have no names: their order says what they are
    "unit": ("unit", "gravity"),  # told from the gravity that is in the numbers
    "unit_name": ("unit", "named"),  # the header names another unit than the gravity tells
    "gravity_added": (),  # the app wrote gravity apart from the rest
    "no_gravity": (),  # only the movement was recorded: which way is down is not in it
    "sign": (),  # an iPhone's signs, turned to the usual ones
    "sign_maybe": (),  # gravity lies along an axis backwards, and no name tells whose signs these are
    "gyro_unit": ("unit",),
    "no_gyro": (),
    "time_unit": ("unit",),
    "time_unreadable": ("column",),  # it is called a time, but no time can be made of it
    "time_still": ("column",),  # it never changes, or only counts the rows
    "time_disorder": ("column",),  # it grows by nothing that a phone could measure by
    "time_backwards": (),  # the last row comes first
    "time_coarse": (),  # many rows share a time, so they are spread evenly
    "rate": ("rate",),
    "rate_assumed": ("rate",),  # no column of times
    "rows_left_out": ("rows", "of"),  # without numbers, or not numbers that a phone can measure
    "restarted": ("rows",),  # the time jumps back: what follows is another recording
    "gaps": ("gaps", "seconds"),  # nothing was recorded for a while
    "cut": ("minutes",),  # longer than what is kept
    "generated": (),  # made by a network, by nobody
}


@dataclass(frozen=True)
class Note:
    """Something that was assumed or done to read a file: a `code` of NOTES and its `facts`."""

    code: str
    facts: dict[str, float | str] = field(default_factory=dict)


@dataclass(frozen=True)
class Choices:
    """What of a file is what. None lets the file tell; a recording holds what was found.

    `time` "" means no column of times, `gyro` () no gyroscope. `rate_hz` is used instead of the times; `turn`
    says whether the signs of the acceleration are Core Motion's, to be turned.
    """

    time: str | None = None
    accel: tuple[str, str, str] | None = None
    gyro: tuple[str, ...] | None = None
    unit: Literal["g", "m/s²"] | None = None
    gyro_unit: Literal["rad/s", "°/s"] | None = None
    time_unit: Literal["s", "ms", "µs", "ns", "min", "h", "d"] | None = None
    rate_hz: float | None = None
    turn: bool | None = None


@dataclass(frozen=True)
class Recording:
    """A recording in the phone's own axes: x to the right, y up along the screen, z out of it.

    time_s (N,) begins at 0 and grows; accel_ms2 (N, 3) with gravity, 9.81 upward at rest; gyro_rads (N, 3) or
    None; rate_hz from the median step. `columns` are all there were to choose from, `used` what was chosen.
    """

    time_s: np.ndarray
    accel_ms2: np.ndarray
    gyro_rads: np.ndarray | None
    rate_hz: float
    notes: tuple[Note, ...] = ()
    columns: tuple[str, ...] = ()
    used: Choices = Choices()
