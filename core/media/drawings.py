"""Small drawings in the manner of a felt pen, made by code: pictures that no photo model was taught."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

SIDE = 640  # pixels
_FINE = 2  # drawn at twice the size and shrunk, which smooths the edges
_PAPER, _INK = "#fbf8f1", "#2b2a33"

Points = Sequence[tuple[float, float]]


class _Sheet:
    """A sheet of paper with coordinates 0..100 from the top left, and a hand that trembles a little."""

    def __init__(self, seed: int) -> None:
        self._image = Image.new("RGB", (SIDE * _FINE, SIDE * _FINE), _PAPER)
        self._draw = ImageDraw.Draw(self._image)
        self._rng = np.random.default_rng(seed)

    def _pixels(self, path: NDArray[np.float64]) -> list[tuple[float, float]]:
        return [(float(x), float(y)) for x, y in path * (SIDE * _FINE / 100)]

    def _by_hand(self, points: Points, closed: bool) -> NDArray[np.float64]:
        path = smooth(points, closed)
        tremble = min(0.28, 0.02 * float(np.ptp(path, axis=0).max()))  # percent of the sheet
        knots = self._rng.normal(0, tremble, (max(4, len(points)), 2))
        return path + smooth([(float(x), float(y)) for x, y in knots], closed, len(path))

    def line(self, points: Points, width: float = 1.3, colour: str = _INK, closed: bool = False) -> None:
        """Draw a curve through the points with round ends."""
        self._ink(self._by_hand(points, closed), width, colour)

    def tube(self, points: Points, width: float, colour: str) -> None:
        """Draw a thick curve of `colour` with an outline."""
        path = self._by_hand(points, closed=False)
        self._ink(path, width + 2.4, _INK)
        self._ink(path, width, colour)

    def shape(self, points: Points, colour: str, width: float = 1.3) -> None:
        """Fill a closed curve a little beside its outline, as crayons do, then draw the outline."""
        path = self._by_hand(points, closed=True)
        self._draw.polygon(self._pixels(np.add(path, (0.5, 0.4))), fill=colour)
        self._ink(path, width, _INK)

    def block(self, left: float, top: float, right: float, bottom: float) -> None:
        """Fill a rectangle with sharp, straight edges."""
        self._draw.rectangle([c * SIDE * _FINE / 100 for c in (left, top, right, bottom)], fill=_INK)

    def _ink(self, path: NDArray[np.float64], width: float, colour: str) -> None:
        thick = round(width * SIDE * _FINE / 100)
        self._draw.line(self._pixels(path), fill=colour, width=thick)
        for x, y in self._pixels(path):  # a round pen: round ends, and no notches in narrow bends
            self._draw.ellipse((x - thick / 2, y - thick / 2, x + thick / 2, y + thick / 2), fill=colour)

    def rgb(self) -> NDArray[np.uint8]:
        """Return the sheet as (SIDE, SIDE, 3) uint8."""
        return np.array(self._image.resize((SIDE, SIDE), Image.Resampling.LANCZOS))


def smooth(points: Points, closed: bool, length: int = 480) -> NDArray[np.float64]:
    """Return `length` points of a Catmull-Rom spline through the given ones (Catmull & Rom, 1974)."""
    p = np.asarray(points, float)
    p = np.concatenate([p[-1:], p, p[:2]]) if closed else np.concatenate([p[:1], p, p[-1:]])
    t = np.linspace(0, len(p) - 3, length)
    i = np.minimum(t.astype(int), len(p) - 4)
    u = (t - i)[:, None]
    a, b, c, d = p[i], p[i + 1], p[i + 2], p[i + 3]
    return 0.5 * (2 * b + (c - a) * u + (2 * a - 5 * b + 4 * c - d) * u**2 + (3 * b - a - 3 * c + d) * u**3)


def _oval(x: float, y: float, rx: float, ry: float, start: float = 0.0, stop: float = 360.0) -> Points:
    angles = np.radians(np.linspace(start, stop, 13))[: 12 if stop - start == 360 else 13]
    return [(x + rx * np.cos(a), y + ry * np.sin(a)) for a in angles]


def banana() -> NDArray[np.uint8]:
    """Draw a banana."""
    sheet = _Sheet(seed=1)
    body = [
        (17, 27),
        (22, 25),
        (27, 42),
        (38, 56),
        (54, 64),
        (72, 64),
        (85, 58),
        (89, 62),
        (84, 72),
        (68, 82),
    ]
    sheet.shape([*body, (48, 82), (31, 72), (20, 55), (16, 38)], "#ffd83d")
    sheet.line([(22, 34), (27, 52), (38, 66), (55, 73), (72, 72), (84, 66)], 0.8, "#c79a10")
    sheet.shape([(14, 18), (19, 15), (23, 26), (17, 29)], "#8a6d2f")
    sheet.line([(86, 59), (89, 62), (86, 67)], 2.2, "#5d4520")
    for x, y in ((40, 74), (58, 77), (50, 70)):
        sheet.line([(x, y), (x + 2.5, y + 0.8)], 0.9, "#8a6d2f")
    return sheet.rgb()


def cup() -> NDArray[np.uint8]:
    """Draw a cup of coffee on a saucer, with steam."""
    sheet = _Sheet(seed=2)
    sheet.shape(_oval(48, 80, 36, 7), "#e8e4da")
    sheet.tube(_oval(72, 57, 13, 12, -100, 120), 2.0, "#7ab7e8")
    body = [(24, 43), (25, 56), (29, 69), (38, 78), (48, 79), (58, 78), (67, 69), (71, 56), (72, 43)]
    sheet.shape([*body, (60, 47), (48, 48), (36, 47)], "#7ab7e8")
    sheet.shape(_oval(48, 43, 24, 6), "#ffffff")
    sheet.shape(_oval(48, 44, 20, 4.2), "#6b4226", 0.8)
    for x in (37, 48, 59):
        sheet.line([(x, 34), (x - 3, 28), (x + 3, 21), (x - 1, 13)], 0.9, "#9a97a0")
    return sheet.rgb()


def umbrella() -> NDArray[np.uint8]:
    """Draw an open umbrella in the rain."""
    sheet = _Sheet(seed=3)
    for x, y in (
        (9, 12),
        (24, 6),
        (78, 7),
        (92, 15),
        (6, 66),
        (24, 76),
        (76, 70),
        (90, 82),
        (70, 92),
        (30, 93),
    ):
        sheet.line([(x, y), (x - 1.8, y + 5)], 0.9, "#5b9bd5")
    sheet.line([(50, 12), (50, 50), (50, 82), (46, 89), (39, 88), (37, 82)], 2.0, "#6b4226")
    dome = [(10, 52), (15, 36), (30, 22), (50, 17), (70, 22), (85, 36), (90, 52)]
    hem = [
        (83, 48),
        (77, 47),
        (70, 49),
        (64, 54),
        (57, 49),
        (50, 47),
        (43, 49),
        (36, 54),
        (30, 49),
        (23, 47),
        (17, 48),
    ]
    sheet.shape([*dome, *hem], "#e8505b")
    sheet.line([(50, 17), (39, 32), (36, 54)], 0.9)
    sheet.line([(50, 17), (61, 32), (64, 54)], 0.9)
    sheet.line([(50, 17), (50, 11)], 1.5)
    return sheet.rgb()


def fish() -> NDArray[np.uint8]:
    """Draw a goldfish with bubbles."""
    sheet = _Sheet(seed=4)
    sheet.shape([(66, 52), (80, 38), (93, 30), (90, 44), (86, 53), (91, 63), (94, 76), (80, 68)], "#ff9d4d")
    sheet.shape([(34, 36), (42, 24), (56, 22), (66, 30), (62, 40)], "#ff9d4d")
    belly = [(66, 60), (52, 70), (36, 71), (21, 64)]
    sheet.shape([(12, 53), (22, 41), (38, 34), (54, 36), (68, 48), (71, 53), *belly], "#ff7f27")
    sheet.shape([(42, 58), (50, 56), (56, 64), (48, 71), (43, 66)], "#ffb36b", 0.9)
    sheet.shape(_oval(25, 49, 3.6, 3.6), "#ffffff", 0.9)
    sheet.line(_oval(25.4, 49.2, 0.6, 0.6), 2.0, closed=True)
    sheet.line([(13, 57), (17, 59), (21, 58)], 1.0)
    sheet.line([(33, 39), (37, 50), (33, 65)], 0.9)
    for x, y in ((46, 46), (53, 46), (49, 53), (59, 51), (56, 58)):
        sheet.line(_oval(x, y, 2.6, 2.6, -70, 70), 0.7, "#b3500f")
    for x, y, r in ((9, 38, 2.2), (13, 26, 3.0), (8, 14, 3.8)):
        sheet.line(_oval(x, y, r, r), 0.8, "#5b9bd5", closed=True)
    return sheet.rgb()


def shapes() -> NDArray[np.uint8]:
    """Draw what edge filters tell apart: upright, level and slanted lines, a circle and a filled square."""
    sheet = _Sheet(seed=5)
    for i in range(4):
        sheet.line([(12 + 7 * i, 10), (12 + 7 * i, 42)], 1.6)
        sheet.line([(58, 12 + 9 * i), (90, 12 + 9 * i)], 1.6)
    sheet.line(_oval(26, 72, 17, 17), 1.6, closed=True)
    sheet.line([(52, 90), (66, 54)], 1.6)
    sheet.line([(66, 54), (76, 90)], 1.6)
    sheet.line([(76, 90), (52, 90)], 1.6)
    sheet.block(80, 62, 94, 76)
    return sheet.rgb()
