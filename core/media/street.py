"""Streets drawn by code as seen from a car, with the true class of every pixel."""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

WIDTH, HEIGHT = 960, 720
HORIZON = 364
"""the row in which the road vanishes"""
NAMES = (
    *("sky", "building", "pole", "road", "pavement", "tree", "sign", "fence", "car"),
    *("pedestrian", "cyclist"),
)
"""the classes of CamVid, in its order"""
METAL, WOOD = (70, 72, 74), (92, 78, 62)
RED, BLUE = (186, 44, 40), (44, 84, 150)
Colour = tuple[int, int, int]


@dataclass(frozen=True)
class Street:
    """A scene: `rgb` (HEIGHT, WIDTH, 3) uint8 and `classes` (HEIGHT, WIDTH) uint8, counting through NAMES."""

    rgb: NDArray[np.uint8]
    classes: NDArray[np.uint8]


class Scene:
    """Two sheets drawn at once: the colours and the classes. What is nearer is drawn later."""

    def __init__(self, seed: int) -> None:
        self.rng = np.random.default_rng(seed)
        self.picture = Image.new("RGB", (WIDTH, HEIGHT))
        self.classes = Image.new("L", (WIDTH, HEIGHT), NAMES.index("sky"))
        self.pen, self.names = ImageDraw.Draw(self.picture), ImageDraw.Draw(self.classes)

    def area(self, name: str, points: list[tuple[float, float]], colour: Colour) -> None:
        """Fill a polygon."""
        self.pen.polygon(points, fill=colour)
        self.names.polygon(points, fill=NAMES.index(name))

    def box(self, name: str, left: float, top: float, right: float, bottom: float, colour: Colour) -> None:
        """Fill a rectangle."""
        self.area(name, [(left, top), (right, top), (right, bottom), (left, bottom)], colour)

    def oval(self, name: str, x: float, y: float, rx: float, ry: float, colour: Colour) -> None:
        """Fill an ellipse."""
        for pen, fill in ((self.pen, colour), (self.names, NAMES.index(name))):
            pen.ellipse((x - rx, y - ry, x + rx, y + ry), fill=fill)

    def speckled(self, colour: Colour, spread: int = 12) -> Colour:
        """Return a colour near another."""
        return tuple(int(np.clip(c + self.rng.integers(-spread, spread + 1), 0, 255)) for c in colour)

    def stains(self, pixels: int) -> NDArray[np.float32]:
        """Return noise (HEIGHT, WIDTH) whose stains are about so many pixels wide."""
        coarse = self.rng.normal(0, 1, (HEIGHT // pixels, WIDTH // pixels)).astype(np.float32)
        return np.asarray(Image.fromarray(coarse).resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC))

    def sky(self) -> None:
        """Draw the sky, paler towards the horizon."""
        for y in range(HEIGHT):
            light = 250 - 18 * (1 - y / 330) if y < 330 else 250
            self.pen.line((0, y, WIDTH, y), fill=(int(light - 22), int(light - 8), int(light)))

    def house(self, left: float, top: float, right: float, bottom: float, colour: Colour) -> None:
        """Draw a house with windows, where it is wide enough for them."""
        self.box("building", left, top, right, bottom, colour)
        self.box("building", left, top, right, top + 10, tuple(max(0, c - 30) for c in colour))
        step = (right - left) / max(2, (right - left) // 55)
        for y in np.arange(top + 30, bottom - 60, 62):
            for x in np.arange(left + step * 0.22, right - step * 0.5, step):
                self.box("building", x, y, x + step * 0.52, y + 36, self.speckled((58, 64, 72)))
                self.box("building", x, y + 34, x + step * 0.52, y + 38, (190, 182, 170))

    def ground(self, left: float = 140, right: float = 1440, middle: float = 500, tone: int = 104) -> None:
        """Draw pavement and road, which at the bottom reaches from `left` to `right`."""
        stone, tar = (tone + 46, tone + 41, tone + 36), (tone, tone - 1, tone + 2)
        corners = [
            (0, 470),
            (middle - 60, 362),
            (middle + 60, 362),
            (WIDTH, 480),
            (WIDTH, HEIGHT),
            (0, HEIGHT),
        ]
        self.area("pavement", corners, stone)
        for edge, foot in ((middle - 48, left), (middle + 48, right)):  # the kerbs
            line = [(edge, HORIZON), (foot, HEIGHT), (foot + 9 * np.sign(middle - foot), HEIGHT)]
            self.area("pavement", line, tuple(c + 22 for c in stone))
        self.area("road", [(left + 9, 720), (middle - 48, 364), (middle + 48, 364), (right - 9, 720)], tar)
        for k in range(6):
            near, far = 720 - 62 * k**0.9, 720 - 62 * (k + 0.45) ** 0.9
            if far > 372:
                x0, x1 = (middle + (y - HORIZON) * 0.10 for y in (near, far))
                wide = 0.012 * (near - 330)
                ends = [(x0 - wide, near), (x0 + wide, near), (x1 + wide * 0.8, far), (x1 - wide * 0.8, far)]
                self.area("road", ends, (206, 204, 198))

    def tree(self, x: float, base: float, top: float, wide: float, colour: Colour = (62, 78, 44)) -> None:
        """Draw a tree: a trunk, and leaves in clusters, lighter towards the top."""
        self.box("tree", x - wide * 0.06, (base + top) / 2, x + wide * 0.06, base, (62, 50, 42))
        crown = (x, top + (base - top) * 0.36, wide * 0.47, (base - top) * 0.32)
        self.oval("tree", *crown, tuple(int(c * 0.8) for c in colour))
        for _ in range(420):
            angle, far = self.rng.uniform(0, 2 * np.pi), np.sqrt(self.rng.uniform())
            up = np.sin(angle) * far
            cx, cy = x + np.cos(angle) * far * wide * 0.5, top + (base - top) * (0.36 + 0.34 * up)
            size = self.rng.uniform(0.03, 0.09) * wide
            light = self.rng.integers(-16, 17) - int(20 * up)
            self.oval(
                "tree", cx, cy, size, size * 0.8, tuple(int(np.clip(c + light, 0, 255)) for c in colour)
            )

    def car(self, left: float, bottom: float, wide: float, colour: Colour, back: bool) -> None:
        """Draw a car from behind or from the front."""
        high = wide * 0.72
        dark, glass = tuple(int(c * 0.6) for c in colour), (44, 52, 60)

        def part(x0: float, y0: float, x1: float, y1: float, paint: Colour) -> None:
            self.box("car", left + wide * x0, bottom - high * y0, left + wide * x1, bottom - high * y1, paint)

        self.oval("road", left + wide / 2, bottom, wide * 0.56, wide * 0.06, (62, 61, 64))
        for x in (0.08, 0.74):
            part(x, 0.25, x + 0.18, 0, (26, 26, 28))
        part(0, 0.58, 1, 0.11, colour)
        roof = [(0.06, 0.58), (0.18, 1.0), (0.82, 1.0), (0.94, 0.58)]
        pane = [(0.13, 0.6), (0.22, 0.93), (0.78, 0.93), (0.87, 0.6)]
        for shape, paint in ((roof, dark), (pane, glass)):
            self.area("car", [(left + wide * a, bottom - high * b) for a, b in shape], paint)
        light = (176, 36, 34) if back else (236, 232, 210)
        for x in (0.03, 0.83):
            part(x, 0.5, x + 0.14, 0.38, light)
        part(0.38, 0.34, 0.62, 0.25, (222, 220, 208))
        part(0, 0.2, 1, 0.11, dark)

    def person(self, x: float, base: float, high: float, coat: Colour, name: str = "pedestrian") -> None:
        """Draw a person who stands at (x, base)."""
        wide = high * 0.24
        for side in (-0.32, 0.08):
            self.box(name, x + wide * side, base - high * 0.48, x + wide * (side + 0.26), base, (38, 40, 52))
        body = [(-0.4, 0.46), (-0.46, 0.82), (0.46, 0.82), (0.4, 0.46)]
        self.area(name, [(x + wide * a, base - high * b) for a, b in body], coat)
        for side in (-0.62, 0.42):
            self.box(
                name, x + wide * side, base - high * 0.8, x + wide * (side + 0.2), base - high * 0.44, coat
            )
        self.oval(name, x, base - high * 0.91, high * 0.065, high * 0.085, (196, 156, 132))

    def cyclist(self, x: float, base: float, high: float, coat: Colour = (206, 120, 40)) -> None:
        """Draw a person on a bicycle, from the side."""
        stroke = max(2, round(high / 35))
        for pen, black, red in ((self.pen, (30, 30, 34), (150, 40, 40)), (self.names, 10, 10)):
            for dx in (-0.28, 0.28):
                r = high * 0.2
                ring = (x + dx * high - r, base - 2 * r, x + dx * high + r, base)
                pen.ellipse(ring, outline=black, width=stroke)
            frame = [(-0.28, 0.2), (-0.05, 0.45), (0.2, 0.45), (0.28, 0.2)]
            pen.line([(x + a * high, base - b * high) for a, b in frame], fill=red, width=stroke + 1)
        self.person(x, base - high * 0.18, high * 0.85, coat, "cyclist")

    def post(self, x: float, base: float, top: float, wide: float, arm: float = 0) -> None:
        """Draw a pole, with an arm of so many pixels for its lamp."""
        self.box("pole", x - wide / 2, top, x + wide / 2, base, METAL)
        if arm:
            self.box("pole", min(x, x + arm), top + 2, max(x, x + arm), top + 8, METAL)

    def disc(self, x: float, y: float, r: float) -> None:
        """Draw a round sign, red with a white middle."""
        self.oval("sign", x, y, r, r, RED)
        self.oval("sign", x, y, r * 0.67, r * 0.67, (232, 230, 226))

    def fence(self, left: float, right: float, base: float, high: float, slope: float = 0.26) -> None:
        """Draw a fence of laths, named as a whole; its foot rises by `slope` a pixel to the right."""
        far, end = (right - left) * slope, right
        whole = [(left, base), (end, base - far), (end, base - far - high), (left, base - high)]
        self.names.polygon(whole, fill=NAMES.index("fence"))
        for x in np.arange(left, right, max(5.0, high * 0.16)):
            foot = base - (x - left) * slope
            self.box("fence", x, foot - high, x + max(2.0, high * 0.07), foot, WOOD)
        for share in (0.84, 0.5):
            y, end, thick = base - high * share, (right - left) * slope, high * 0.1
            corners = [(left, y), (right, y - end), (right, y - end + thick), (left, y + thick)]
            self.area("fence", corners, (98, 84, 66))

    def finished(self, noise: float = 1.5) -> Street:
        """Return the scene as a camera would take it: soft, with grain."""
        soft = np.asarray(self.picture.filter(ImageFilter.GaussianBlur(1.1)), np.float32)
        classes = np.array(self.classes)
        grain = self.rng.normal(0, noise, soft.shape) + noise * self.stains(8)[..., None]
        leaves = 14 * self.stains(2) * (classes == NAMES.index("tree"))  # networks know trees by their leaves
        return Street(np.clip(soft + grain + leaves[..., None], 0, 255).astype(np.uint8), classes)


@cache
def street(seed: int = 3) -> Street:
    """Return a busy street, in which every name occurs; do not change its arrays."""
    s = Scene(seed)
    s.sky()
    s.house(0, 60, 235, 470, (116, 88, 74)), s.house(235, 130, 330, 420, (142, 122, 102))
    s.house(330, 190, 390, 390, (120, 104, 96)), s.house(830, 40, 960, 500, (132, 108, 90))
    s.house(700, 120, 830, 440, (104, 84, 76)), s.house(610, 180, 700, 400, (138, 124, 110))
    s.box("building", 390, 270, 610, 372, (128, 120, 116))
    s.ground()
    for x, base, top, wide in ((372, 400, 196, 110), (640, 412, 176, 140), (888, 520, 60, 210)):
        s.tree(x, base, top, wide)
    s.post(262, 500, 60, 9, 68), s.post(770, 520, 20, 10), s.post(424, 386, 218, 4), s.post(585, 388, 206, 4)
    s.box("sign", 726, 196, 766, 248, BLUE)
    s.disc(262, 250, 27)
    s.fence(0, 196, 540, 88)
    s.car(470, 420, 66, (150, 152, 158), True), s.car(560, 470, 120, (54, 70, 110), True)
    s.car(342, 500, 104, (150, 40, 42), False)
    s.person(690, 500, 128, (64, 62, 78)), s.person(838, 590, 190, (120, 44, 56))
    s.cyclist(610, 676, 180)
    return s.finished()


@cache
def quiet_street(seed: int = 5) -> Street:
    """Return a street whose rare things are small: poles, a sign, two walkers, a cyclist far away."""
    s = Scene(seed)
    s.sky()
    s.house(0, 60, 300, 520, (116, 88, 74)), s.house(300, 170, 400, 400, (142, 122, 102))
    s.house(660, 60, 960, 520, (132, 108, 90)), s.house(600, 170, 660, 400, (104, 84, 76))
    s.box("building", 390, 270, 610, 372, (128, 120, 116))
    s.ground()
    s.tree(372, 400, 196, 110)
    s.post(262, 470, 150, 6, 40), s.post(585, 388, 206, 4), s.post(770, 480, 130, 6)
    s.disc(770, 190, 15)
    s.fence(0, 110, 570, 40)
    s.car(540, 470, 116, (54, 70, 110), True)
    s.person(312, 446, 66, (64, 62, 78)), s.person(716, 462, 76, (120, 44, 56))
    s.cyclist(430, 480, 96)
    return s.finished()
