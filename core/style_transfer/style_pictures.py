"""Four pictures to paint after, drawn here by rules: strokes that swirl, a mosaic, waves and dots."""

from collections.abc import Callable
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

SIDE = 320
NIGHT = np.array(
    [
        (24, 46, 104),
        (36, 84, 158),
        (88, 150, 196),
        (170, 205, 214),
        (240, 205, 92),
        (232, 168, 56),
        (18, 30, 66),
    ]
)
NIGHT_SHARES = (0.25, 0.25, 0.18, 0.1, 0.06, 0.02, 0.14)
STONES = np.array(
    [(196, 60, 44), (226, 150, 50), (240, 220, 160), (40, 110, 120), (30, 60, 90), (120, 40, 60)]
)
GROUT = (250, 246, 236)
SEA = np.array([(20, 40, 80), (230, 232, 220), (46, 98, 150), (245, 240, 228), (120, 170, 200)], np.uint8)
PAINTS = ((220, 70, 60), (50, 120, 180), (240, 180, 50), (70, 150, 90), (150, 80, 150), (30, 50, 90))
CANVAS = (244, 236, 214)


def swirls() -> NDArray[np.uint8]:
    """Short strokes that run around five centres, bright near them."""
    rng = np.random.default_rng(1)
    out = np.full((SIDE, SIDE, 3), NIGHT[0], np.uint8)
    centres, turns = rng.uniform(0, SIDE, (5, 2)), rng.choice([-1, 1], (5, 1))
    for _ in range(5200):
        at = rng.uniform(0, SIDE, 2)
        away = at - centres
        far = np.linalg.norm(away, axis=1, keepdims=True) + 8
        run = (turns * away[:, ::-1] * (-1, 1) / far**1.6).sum(0)
        stroke = 9 * run / np.linalg.norm(run)
        bright = far.min() / SIDE < 0.06 + 0.03 * rng.random()
        shade = NIGHT[rng.integers(3, 6) if bright else rng.choice(len(NIGHT), p=NIGHT_SHARES)]
        colour = np.clip(shade + rng.normal(0, 12, 3), 0, 255).tolist()
        ends = [tuple(map(int, at + sign * stroke)) for sign in (-1, 1)]
        cv2.line(out, *ends, colour, int(rng.integers(3, 6)), cv2.LINE_AA)
    return out


def mosaic() -> NDArray[np.uint8]:
    """Coloured stones, each as far as its centre is the nearest (Voronoi cells)."""
    from scipy.spatial import KDTree

    rng = np.random.default_rng(2)
    centres = rng.uniform(0, SIDE, (380, 2))
    y, x = np.mgrid[:SIDE, :SIDE]
    far, stone = KDTree(centres).query(np.stack([x, y], 2), k=2)  # (SIDE, SIDE, 2), the nearest first
    stones = STONES[rng.integers(0, len(STONES), len(centres))] + rng.normal(0, 10, (len(centres), 3))
    out = np.clip(stones, 0, 255)[stone[..., 0]]
    out[far[..., 1] - far[..., 0] < 2.2] = GROUT
    return out.astype(np.uint8)


def waves() -> NDArray[np.uint8]:
    """Bands of the sea's colours."""
    y, x = np.mgrid[:SIDE, :SIDE].astype(float)
    height = y + 14 * np.sin(x / 26) + 8 * np.sin(x / 11 + y / 40)
    return SEA[(height // 9).astype(int) % len(SEA)]


def dots() -> NDArray[np.uint8]:
    """Dots of pure colours side by side, which the eye mixes."""
    rng = np.random.default_rng(4)
    out = np.full((SIDE, SIDE, 3), CANVAS, np.uint8)
    for _ in range(9000):
        x, y = rng.integers(0, SIDE, 2)
        band = int(3 * x / SIDE + 2 * y / SIDE + rng.normal(0, 0.5)) % len(PAINTS)
        cv2.circle(out, (int(x), int(y)), int(rng.integers(2, 4)), PAINTS[band], -1, cv2.LINE_AA)
    return out


DRAWN: dict[str, Callable[[], NDArray[np.uint8]]] = {
    "swirls": swirls,
    "mosaic": mosaic,
    "waves": waves,
    "dots": dots,
}


@cache
def load(name: str) -> NDArray[np.uint8]:
    """Return one of DRAWN, (320, 320, 3), not to be written to. Raises: KeyError for another name."""
    drawn = DRAWN[name]()
    drawn.setflags(write=False)
    return drawn
