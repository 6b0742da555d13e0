"""Hints for the colouring network: places that a learner has given a colour."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.colorization import lab

SPREAD = 50.0
"""a and b are divided by this in the maps"""
REACH = 3
"""pixels from the middle of a hint to its edge, in a photo as the network sees it"""
MOST = 12
"""hints on a photo"""
_WRITTEN = re.compile(r"([0-9]{1,4})\.([0-9]{1,4})\.([0-9a-f]{6})")


@dataclass(frozen=True)
class Hint:
    """A place, as shares of the photo's width and height in 0..1, and its colour ab."""

    x: float
    y: float
    a: float
    b: float


def drawn(hints: Sequence[Hint], height: int, width: int, reach: int = REACH) -> np.ndarray:
    """Return the map (3, height, width) float32 of hints: a / 50, b / 50 and 1 in their squares, else 0.

    Later hints lie above earlier ones.
    """
    made = np.zeros((3, height, width), np.float32)
    for hint in hints:
        row, column = min(int(hint.y * height), height - 1), min(int(hint.x * width), width - 1)
        rows = slice(max(0, row - reach), row + reach + 1)
        columns = slice(max(0, column - reach), column + reach + 1)
        made[:, rows, columns] = np.array([hint.a / SPREAD, hint.b / SPREAD, 1], np.float32)[:, None, None]
    return made


def read(text: str) -> list[Hint]:
    """Return the hints of a text "x.y.rrggbb_…", places in thousandths; what is none is left out."""
    found = [_WRITTEN.fullmatch(one) for one in text.split("_")[: 4 * MOST]]
    return [_hint(*one.groups()) for one in found if one and max(int(one[1]), int(one[2])) <= 1000][:MOST]


def _hint(x: str, y: str, colour: str) -> Hint:
    a, b = lab.to_lab(np.frombuffer(bytes.fromhex(colour), np.uint8))[1:]
    return Hint(int(x) / 1000, int(y) / 1000, float(a), float(b))
