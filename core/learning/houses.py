"""Houses and messages: a number to predict (regression) and a kind to predict (classification)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

AREAS = (28, 36, 45, 52, 59, 66, 74, 84, 92, 101, 114, 121)
"""square metres; made up, like the prices"""
PRICES = (2.9, 4.4, 4.6, 6.1, 5.7, 7.6, 7.2, 9.4, 8.9, 10.8, 10.9, 12.6)
"""in hundreds of millions of won"""
START = (0.05, 4.0)
LIMITS = (0.0, 0.2, -4.0, 8.0)
"""slope from, to (a square metre); intercept from, to"""
MARKS = (0, 0, 0, 1, 1, 1, 2, 2, 3, 4, 1, 2, 3, 3, 4, 5, 5, 6, 7, 8)
SPAM = (False,) * 10 + (True,) * 10
"""exclamation marks in twenty made-up messages, and which of them are spam"""
BORDER = 1


@dataclass(frozen=True)
class Errors:
    """Messages called spam though they are none, and spam that was let through."""

    alarms: int
    missed: int


def best() -> tuple[float, float]:
    """Return slope and intercept of the line with the least squared error."""
    slope, intercept = np.polyfit(AREAS, PRICES, 1)
    return float(slope), float(intercept)


def missed(line: tuple[float, float]) -> float:
    """Return the root mean squared error of a line, in the unit of the prices."""
    off = line[0] * np.array(AREAS) + line[1] - np.array(PRICES)
    return float(np.sqrt(np.mean(off**2)))


def spam(border: int) -> Errors:
    """Count the errors of the rule "spam if more than `border` exclamation marks"."""
    called = np.array(MARKS) > border
    truth: NDArray[np.bool_] = np.array(SPAM)
    return Errors(int((called & ~truth).sum()), int((~called & truth).sum()))


def read(text: str) -> tuple[float, float]:
    """Return slope and intercept that a link holds, "0.05,4.0"; `START` where it holds anything else."""
    try:
        slope, intercept = (float(part) for part in text.split(","))
    except ValueError:
        return START
    if not np.isfinite([slope, intercept]).all():
        return START
    return float(np.clip(slope, *LIMITS[:2])), float(np.clip(intercept, *LIMITS[2:]))


def write(line: tuple[float, float]) -> str:
    """Return a line as a link holds it."""
    return f"{line[0]:.3f},{line[1]:.1f}"


def read_border(text: str) -> int:
    """Return the border that a link holds, 0..8; `BORDER` where it holds anything else."""
    return min(int(text), max(MARKS)) if text.isdecimal() and len(text) < 3 else BORDER
