"""A street drawn by code as seen from a car, with the true class of every pixel."""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

WIDTH, HEIGHT = 960, 720
NAMES = (
    *("sky", "building", "pole", "road", "pavement", "tree", "sign", "fence", "car"),
    *("pedestrian", "cyclist"),
)
"""the classes of CamVid, in its order"""


@dataclass(frozen=True)
class Street:
    """A scene: `rgb` (HEIGHT, WIDTH, 3) uint8 and `classes` (HEIGHT, WIDTH) uint8, counting through NAMES."""

    rgb: NDArray[np.uint8]
    classes: NDArray[np.uint8]


class _Scene:
    """Two sheets drawn at once: the colours and the classes."""

    def __init__(self, seed: int) -> None:
        self.rng = np.random.default_rng(seed)
        self.picture = Image.new("RGB", (WIDTH, HEIGHT))
        self.classes = Image.new("L", (WIDTH, HEIGHT), NAMES.index("sky"))
        self.pen, self.names = ImageDraw.Draw(self.picture), ImageDraw.Draw(self.classes)

    def area(self, name: str, points: list[tuple[float, float]], colour: tuple[int, int, int]) -> None:
        """Fill a polygon."""
        self.pen.polygon(points, fill=colour)
        self.names.polygon(points, fill=NAMES.index(name))

    def box(self, name: str, left: float, top: float, right: float, bottom: float, colour: tuple) -> None:
        """Fill a rectangle."""
        self.area(name, [(left, top), (right, top), (right, bottom), (left, bottom)], colour)

    def oval(self, name: str, x: float, y: float, rx: float, ry: float, colour: tuple) -> None:
        """Fill an ellipse."""
        for pen, fill in ((self.pen, colour), (self.names, NAMES.index(name))):
            pen.ellipse((x - rx, y - ry, x + rx, y + ry), fill=fill)

    def speckled(self, colour: tuple[int, int, int], spread: int = 12) -> tuple[int, int, int]:
        """Return a colour near another."""
        return tuple(int(np.clip(c + self.rng.integers(-spread, spread + 1), 0, 255)) for c in colour)

    def stains(self, pixels: int) -> NDArray[np.float32]:
        """Return noise (HEIGHT, WIDTH) whose stains are about so many pixels wide."""
        coarse = self.rng.normal(0, 1, (HEIGHT // pixels, WIDTH // pixels)).astype(np.float32)
        return np.asarray(Image.fromarray(coarse).resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC))


def _sky(s: _Scene) -> None:
    for y in range(HEIGHT):
        light = 250 - 18 * (1 - y / 330) if y < 330 else 250
        s.pen.line((0, y, WIDTH, y), fill=(int(light - 22), int(light - 8), int(light)))


def _houses(s: _Scene) -> None:
    rows = (
        ((0, 60, 235, 470), (116, 88, 74)),
        ((235, 130, 330, 420), (142, 122, 102)),
        ((330, 190, 390, 390), (120, 104, 96)),
        ((830, 40, 960, 500), (132, 108, 90)),
        ((700, 120, 830, 440), (104, 84, 76)),
        ((610, 180, 700, 400), (138, 124, 110)),
    )
    for (left, top, right, bottom), colour in rows:
        s.box("building", left, top, right, bottom, colour)
        s.box("building", left, top, right, top + 10, tuple(c - 30 for c in colour))
        step = (right - left) / max(2, (right - left) // 55)
        for y in np.arange(top + 30, bottom - 60, 62):
            for x in np.arange(left + step * 0.22, right - step * 0.5, step):
                s.box("building", x, y, x + step * 0.52, y + 36, s.speckled((58, 64, 72)))
                s.box("building", x, y + 34, x + step * 0.52, y + 38, (190, 182, 170))
    s.box("building", 390, 270, 610, 372, (128, 120, 116))


def _ground(s: _Scene) -> None:
    s.area("pavement", [(0, 470), (440, 362), (560, 362), (960, 480), (960, 720), (0, 720)], (150, 145, 140))
    s.area("road", [(140, 720), (452, 364), (548, 364), (960, 590), (960, 720)], (104, 103, 106))
    s.area("road", [(452, 364), (548, 364), (560, 372), (445, 372)], (112, 110, 112))
    for k in range(6):
        near, far = 720 - 62 * k**0.9, 720 - 62 * (k + 0.45) ** 0.9
        if far > 372:
            x0, x1 = (500 + (y - 364) * 0.10 for y in (near, far))
            wide = 0.012 * (near - 330)
            corners = [(x0 - wide, near), (x0 + wide, near), (x1 + wide * 0.8, far), (x1 - wide * 0.8, far)]
            s.area("road", corners, (206, 204, 198))


def _tree(s: _Scene, x: float, base: float, top: float, wide: float) -> None:
    s.box("tree", x - wide * 0.06, (base + top) / 2, x + wide * 0.06, base, (62, 50, 42))
    for _ in range(420):
        angle, far = s.rng.uniform(0, 2 * np.pi), np.sqrt(s.rng.uniform())
        cx, cy = (
            x + np.cos(angle) * far * wide * 0.5,
            top + (base - top) * (0.36 + 0.34 * np.sin(angle) * far),
        )
        size = s.rng.uniform(0.03, 0.09) * wide
        s.oval("tree", cx, cy, size, size * 0.8, s.speckled((62, 78, 44), 26))


def _car(
    s: _Scene, left: float, bottom: float, wide: float, colour: tuple[int, int, int], back: bool
) -> None:
    high = wide * 0.72
    dark, glass = tuple(int(c * 0.6) for c in colour), (44, 52, 60)
    s.oval("road", left + wide / 2, bottom, wide * 0.56, wide * 0.06, (62, 61, 64))
    for x in (0.08, 0.74):
        s.box("car", left + wide * x, bottom - wide * 0.18, left + wide * (x + 0.18), bottom, (26, 26, 28))
    s.box("car", left, bottom - high * 0.58, left + wide, bottom - wide * 0.08, colour)
    roof = [(0.06, 0.58), (0.18, 1.0), (0.82, 1.0), (0.94, 0.58)]
    s.area("car", [(left + wide * a, bottom - high * b) for a, b in roof], dark)
    pane = [(0.13, 0.6), (0.22, 0.93), (0.78, 0.93), (0.87, 0.6)]
    s.area("car", [(left + wide * a, bottom - high * b) for a, b in pane], glass)
    light = (176, 36, 34) if back else (236, 232, 210)
    for x in (0.03, 0.83):
        s.box(
            "car", left + wide * x, bottom - high * 0.5, left + wide * (x + 0.14), bottom - high * 0.38, light
        )
    s.box(
        "car",
        left + wide * 0.38,
        bottom - high * 0.34,
        left + wide * 0.62,
        bottom - high * 0.25,
        (222, 220, 208),
    )
    s.box("car", left, bottom - high * 0.2, left + wide, bottom - wide * 0.08, dark)


def _person(s: _Scene, x: float, base: float, high: float, coat: tuple, name: str = "pedestrian") -> None:
    wide = high * 0.24
    for side in (-0.32, 0.08):
        s.box(name, x + wide * side, base - high * 0.48, x + wide * (side + 0.26), base, (38, 40, 52))
    s.area(
        name,
        [(x - wide * 0.4, base - high * 0.46), (x - wide * 0.46, base - high * 0.82),
         (x + wide * 0.46, base - high * 0.82), (x + wide * 0.4, base - high * 0.46)],
        coat,
    )  # fmt: skip
    for side in (-0.62, 0.42):
        s.box(name, x + wide * side, base - high * 0.8, x + wide * (side + 0.2), base - high * 0.44, coat)
    s.oval(name, x, base - high * 0.91, high * 0.065, high * 0.085, (196, 156, 132))


def _cyclist(s: _Scene, x: float, base: float, high: float) -> None:
    for dx in (-0.28, 0.28):
        r = high * 0.2
        for pen, fill in ((s.pen, (30, 30, 34)), (s.names, NAMES.index("cyclist"))):
            pen.ellipse((x + dx * high - r, base - 2 * r, x + dx * high + r, base), outline=fill, width=5)
    frame = [(-0.28, 0.2), (-0.05, 0.45), (0.2, 0.45), (0.28, 0.2)]
    for pen, fill in ((s.pen, (150, 40, 40)), (s.names, NAMES.index("cyclist"))):
        pen.line([(x + a * high, base - b * high) for a, b in frame], fill=fill, width=6)
    _person(s, x, base - high * 0.18, high * 0.85, (206, 120, 40), "cyclist")


def _furniture(s: _Scene) -> None:
    for x, base, top, w in ((262, 500, 60, 9), (770, 520, 20, 10), (424, 386, 218, 4), (585, 388, 206, 4)):
        s.box("pole", x - w / 2, top, x + w / 2, base, (70, 72, 74))
    s.box("pole", 262, 62, 330, 68, (70, 72, 74))
    s.box("sign", 726, 196, 766, 248, (44, 84, 150))
    s.oval("sign", 262, 250, 27, 27, (186, 44, 40))
    s.oval("sign", 262, 250, 18, 18, (232, 230, 226))
    for x in np.arange(0, 196, 14):
        s.box("fence", x, 452, x + 6, 540 - x * 0.26, (92, 78, 62))
    for y in (466, 496):
        s.area("fence", [(0, y), (196, y - 30), (196, y - 22), (0, y + 9)], (98, 84, 66))


@cache
def street(seed: int = 3) -> Street:
    """Return the scene; do not change its arrays."""
    s = _Scene(seed)
    _sky(s), _houses(s), _ground(s)
    for x, base, top, wide in ((372, 400, 196, 110), (640, 412, 176, 140), (888, 520, 60, 210)):
        _tree(s, x, base, top, wide)
    _furniture(s)
    _car(s, 470, 420, 66, (150, 152, 158), True), _car(s, 560, 470, 120, (54, 70, 110), True)
    _car(s, 330, 500, 110, (150, 40, 42), False)
    _person(s, 690, 500, 128, (64, 62, 78)), _person(s, 838, 590, 190, (120, 44, 56))
    _cyclist(s, 330, 662, 190)
    soft = np.asarray(s.picture.filter(ImageFilter.GaussianBlur(1.1)), np.float32)
    classes = np.array(s.classes)
    stains = 5 * s.stains(8)
    grain = s.rng.normal(0, 4, soft.shape) + stains[..., None]
    leaves = 28 * s.stains(2) * (classes == NAMES.index("tree"))  # networks know trees by their leaves
    return Street(np.clip(soft + grain + leaves[..., None], 0, 255).astype(np.uint8), classes)
