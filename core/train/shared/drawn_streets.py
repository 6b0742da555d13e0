"""Streets drawn by chance, with the true class of every pixel: what a network learns beside photos.

So the streets that the lesson draws are of a kind that it knows, though it has seen none of them (as Richter
et al., "Playing for Data", 2016, learnt from a game's pictures).
"""

import cv2
import numpy as np

from core.media.street import BLUE, HEIGHT, HORIZON, WIDTH, Scene, Street
from core.train.shared.camvid_views import Photos

SIZE = (480, 360)
"""width and height in pixels, those of CamVid's photos"""
LESSON = 1000
"""seeds of drawings for training start here; the lesson's own are smaller"""
Rng = np.random.Generator


def colour(rng: Rng, low: int = 30, high: int = 200, grey: float = 0.6) -> tuple[int, int, int]:
    """Return a colour by chance; `grey` in 0..1 draws it towards its mean."""
    c = rng.uniform(low, high, 3)
    return tuple(int(v) for v in c * (1 - grey) + c.mean() * grey)


def leaves(rng: Rng) -> tuple[int, int, int]:
    """Return a green or a brown by chance."""
    green = rng.uniform(50, 100)
    return int(green * rng.uniform(0.6, 1.1)), int(green), int(green * rng.uniform(0.4, 0.7))


def houses(s: Scene) -> None:
    """Draw two rows of houses that get lower towards the middle."""
    for left_row in (True, False):
        x, top = 0.0, s.rng.uniform(10, 150)
        while x < s.rng.uniform(320, 430):
            wide = s.rng.uniform(60, 240) * (1 - x / 520)
            ends = (x, x + wide) if left_row else (WIDTH - x - wide, WIDTH - x)
            s.house(ends[0], top, ends[1], 500 - x * 0.26, colour(s.rng, 70, 170, 0.75))
            x, top = x + wide, min(top + s.rng.uniform(-10, 70), 290)
    if s.rng.random() < 0.7:
        s.box("building", 360, s.rng.uniform(240, 320), 640, 374, colour(s.rng, 100, 150, 0.9))


def far_to_near(s: Scene, most: int) -> list[float]:
    """Return rows of the ground by chance, the far ones first."""
    return sorted(HORIZON + s.rng.uniform(16, 330, s.rng.integers(0, most + 1)))


def things(s: Scene, left: float, middle: float) -> None:
    """Draw what stands on pavement and road, far things first."""
    rng = s.rng
    for base in far_to_near(s, 4):
        side = rng.choice([-1, 1])
        x, high = middle + side * (90 + (base - HORIZON) * rng.uniform(1.0, 1.9)), rng.uniform(150, 460)
        s.tree(x, min(base, 560), max(base - high, 10), high * rng.uniform(0.4, 0.7), leaves(rng))
    for base in far_to_near(s, 5):
        x = middle + rng.choice([-1, 1]) * (70 + (base - HORIZON) * rng.uniform(0.9, 1.8))
        near = 1 + (base - HORIZON) / 18
        s.post(x, base, base - near * rng.uniform(30, 50), near, rng.choice([0, 8, -8]) * near)
        if rng.random() < 0.6:
            y, r = base - near * rng.uniform(18, 30), near * rng.uniform(2.2, 3.6)
            s.disc(x, y, r) if rng.random() < 0.5 else s.box("sign", x - r, y - r, x + r, y + r, BLUE)
    for base in far_to_near(s, 1):
        start = rng.uniform(0, 200) if rng.random() < 0.5 else rng.uniform(700, 800)
        high = 20 + (base - HORIZON) * 0.4
        s.fence(start, start + rng.uniform(60, 230), base, high, 0.26 * (1 if start < 480 else -1))
    for base in far_to_near(s, 4):
        wide = 14 + (base - HORIZON) * rng.uniform(0.85, 1.1)
        reach = (base - HORIZON) / (HEIGHT - HORIZON) * (middle - left)
        x = middle + rng.uniform(-reach, reach * 2) - wide / 2
        s.car(x, base, wide, colour(rng, 20, 220, 0.4), bool(rng.random() < 0.6))
    for base in far_to_near(s, 5):
        walks, high = rng.random() < 0.65, 14 + (base - HORIZON) * rng.uniform(0.75, 0.95)
        x = rng.uniform(60, 900)
        coat = colour(rng, 20, 220, 0.4)
        s.person(x, base, high, coat) if walks else s.cyclist(x, base, high, coat)


def drawn(seed: int) -> Street:
    """Return a street by chance, (HEIGHT, WIDTH)."""
    s = Scene(LESSON + seed)
    left, middle = s.rng.uniform(-60, 320), s.rng.uniform(420, 560)
    s.sky(), houses(s)
    s.ground(left, s.rng.uniform(880, 1500), middle, int(s.rng.integers(74, 128)))
    things(s, left, middle)
    return s.finished(float(s.rng.uniform(0.5, 6)))


def read(count: int) -> Photos:
    """Return so many drawn streets in the size of CamVid's photos."""
    scenes = [drawn(seed) for seed in range(count)]
    rgb = [cv2.resize(s.rgb, SIZE, interpolation=cv2.INTER_AREA) for s in scenes]
    classes = [cv2.resize(s.classes, SIZE, interpolation=cv2.INTER_NEAREST) for s in scenes]
    return Photos(np.stack(rgb), np.stack(classes))
