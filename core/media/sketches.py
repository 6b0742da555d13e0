"""Garments and digits drawn by code, to begin a drawing with: coordinates 0..100 from the top left."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from core.media.drawings import smooth

SIDE = 112
"""pixels of a drawing's side"""
_FINE = 4  # drawn so many times larger and shrunk, which smooths the edges
FILL, SEAM = 150, 255
"""ink (0..255) of cloth and of lines on it"""

Points = Sequence[tuple[float, float]]


def both(half: Points) -> Points:
    """Return a shape from its left half, from the top middle to the bottom middle."""
    return [*half, *((100 - x, y) for x, y in reversed(half))]


# The cloth of each garment, then the lines on it with their width.
GARMENTS: dict[str, tuple[Points, Sequence[tuple[Points, float]]]] = {
    "T-shirt/top": (
        both([(50, 21), (44, 18), (40, 12), (28, 16), (7, 35), (18, 47), (29, 40), (30, 90)]),
        [([(40, 12), (44, 18), (50, 21), (56, 18), (60, 12)], 2)],
    ),
    "Trouser": (
        both([(50, 5), (35, 5), (30, 50), (31, 95), (45, 95), (50, 36)]),
        [([(35, 11), (65, 11)], 1.5), ([(50, 11), (50, 34)], 1.5)],
    ),
    "Pullover": (
        both([(50, 16), (41, 12), (29, 16), (20, 27), (9, 84), (20, 87), (30, 48), (30, 88)]),
        [([(41, 12), (50, 16), (59, 12)], 3), ([(30, 83), (70, 83)], 2), ([(30, 48), (30, 30)], 1)],
    ),
    "Dress": (
        both([(50, 20), (44, 17), (42, 5), (37, 5), (35, 22), (40, 42), (28, 95), (50, 97)]),
        [([(40, 42), (60, 42)], 2)],
    ),
    "Coat": (
        both([(50, 20), (42, 7), (29, 12), (20, 22), (10, 78), (21, 81), (29, 45), (28, 95)]),
        [([(42, 7), (50, 26), (50, 95)], 2), ([(58, 7), (50, 26)], 2), ([(34, 62), (42, 62)], 2)],
    ),
    "Sandal": (
        [(4, 78), (9, 75), (32, 76), (58, 66), (88, 46), (94, 48), (91, 84), (84, 84), (83, 64), (62, 76),
         (34, 84), (6, 84)],
        [([(12, 77), (24, 60), (36, 76)], 4), ([(22, 78), (34, 64), (42, 73)], 3), ([(88, 48), (74, 32),
         (60, 42), (88, 48)], 3)],
    ),
    "Shirt": (
        both([(50, 17), (43, 8), (29, 13), (19, 24), (12, 76), (22, 79), (29, 46), (29, 92)]),
        [([(43, 8), (50, 20), (57, 8)], 2), ([(50, 20), (50, 92)], 1.2)]
        + [([(50, y), (50.5, y)], 3) for y in (32, 46, 60, 74)],
    ),
    "Sneaker": (
        [(5, 68), (10, 61), (30, 56), (46, 42), (58, 36), (64, 42), (84, 40), (93, 46), (95, 74), (92, 77),
         (8, 77), (4, 74)],
        [([(5, 71), (95, 69)], 2), ([(36, 52), (46, 58)], 2), ([(43, 46), (53, 53)], 2), ([(50, 41),
         (60, 49)], 2)],
    ),
    "Bag": (
        [(16, 42), (84, 42), (92, 90), (8, 90)],
        [([(30, 42), (34, 20), (50, 12), (66, 20), (70, 42)], 4), ([(14, 54), (86, 54)], 1.5)],
    ),
    "Ankle boot": (
        [(6, 80), (10, 72), (32, 63), (46, 52), (50, 10), (84, 9), (83, 46), (90, 74), (90, 92), (74, 92),
         (72, 87), (54, 87), (46, 92), (8, 92)],
        [([(8, 86), (54, 84), (90, 86)], 1.5), ([(80, 12), (79, 44)], 1.5)],
    ),
}  # fmt: skip

DIGITS: dict[str, Sequence[Points]] = {
    "0": [[(50, 12), (31, 24), (25, 50), (33, 78), (50, 88), (67, 78), (75, 50), (69, 24), (50, 12)]],
    "1": [[(38, 26), (52, 12), (50, 88)]],
    "2": [[(28, 30), (38, 14), (58, 13), (69, 27), (62, 48), (27, 86), (50, 85), (76, 84)]],
    "3": [[(28, 20), (48, 12), (66, 22), (62, 40), (44, 48), (66, 56), (70, 74), (52, 88), (28, 80)]],
    "4": [[(56, 12), (38, 34), (24, 60), (50, 61), (80, 58)], [(62, 36), (59, 90)]],
    "5": [[(74, 13), (36, 14), (32, 46)], [(32, 46), (54, 40), (72, 54), (68, 78), (48, 88), (26, 80)]],
    "6": [[(64, 12), (42, 28), (29, 58), (36, 82), (54, 88), (68, 76), (64, 58), (48, 52), (32, 64)]],
    "7": [[(24, 16), (50, 15), (74, 15)], [(74, 15), (58, 46), (44, 88)]],
    "8": [[(66, 22), (48, 12), (33, 24), (42, 40), (64, 58), (66, 80), (48, 88), (32, 78), (38, 58),
         (62, 38), (66, 22)]],
    "9": [[(67, 34), (52, 48), (35, 42), (34, 22), (50, 12), (66, 20), (67, 34), (66, 60), (56, 88)]],
}  # fmt: skip


class _Sheet:
    """An empty drawing; what is drawn on it is ink."""

    def __init__(self) -> None:
        self._image = Image.new("L", (SIDE * _FINE, SIDE * _FINE), 0)
        self._draw = ImageDraw.Draw(self._image)

    def fill(self, points: Points) -> None:
        """Fill a shape with the ink of cloth."""
        self._draw.polygon(_pixels(points), FILL)

    def line(self, points: Points, width: float) -> None:
        """Draw a line with round ends, `width` in the units of the points."""
        thick = width * SIDE * _FINE / 100
        path = _pixels(points)
        self._draw.line(path, SEAM, round(thick))
        for x, y in path:
            self._draw.ellipse((x - thick / 2, y - thick / 2, x + thick / 2, y + thick / 2), SEAM)

    def ink(self) -> NDArray[np.uint8]:
        """Return the drawing as (SIDE, SIDE) uint8, 0 = paper to 255 = ink."""
        return np.asarray(self._image.resize((SIDE, SIDE), Image.Resampling.BOX))


def _pixels(points: Points) -> list[tuple[float, float]]:
    return [(x * SIDE * _FINE / 100, y * SIDE * _FINE / 100) for x, y in points]


def garment(name: str) -> NDArray[np.uint8]:
    """Draw one of GARMENTS: ink (SIDE, SIDE), 0 = paper to 255."""
    cloth, lines = GARMENTS[name]
    sheet = _Sheet()
    sheet.fill(cloth)
    for points, width in lines:
        sheet.line(points, width)
    return sheet.ink()


def digit(name: str) -> NDArray[np.uint8]:
    """Draw one of DIGITS: ink (SIDE, SIDE), 0 = paper to 255."""
    sheet = _Sheet()
    for points in DIGITS[name]:
        sheet.line([(float(x), float(y)) for x, y in smooth(points, closed=False, length=120)], 8)
    return sheet.ink()


def blank() -> NDArray[np.uint8]:
    """Return an empty sheet (SIDE, SIDE)."""
    return np.zeros((SIDE, SIDE), np.uint8)
