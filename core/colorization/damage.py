"""Damage to try restoring on: holes, scratches and text, as masks in the shape of a photo."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

CELL = 2
"""pixels of a photo's side that one cell of a mask covers"""
MOST = 0.3
"""share of a photo that may be missing: patches would be looked for too long"""
SQUARE_PX = 32
TEXT, LINES = "DEEP VISION", 3

Mask = NDArray[np.bool_]


def nothing(height: int, width: int) -> Mask:
    """Return a mask (height, width) in cells that covers nothing, as all below."""
    return np.zeros((height, width), bool)


def square(height: int, width: int) -> Mask:
    """Return a hole of `SQUARE_PX` pixels a side, right of the middle."""
    return _box(height, width, SQUARE_PX // CELL, SQUARE_PX // CELL)


def large(height: int, width: int) -> Mask:
    """Return a hole of a third of the height and width."""
    return _box(height, width, height // 3, width // 3)


def scratches(height: int, width: int) -> Mask:
    """Return six scratches from top to bottom, one or two cells wide, always the same."""
    import cv2

    rng, made = np.random.default_rng(3), np.zeros((height, width), np.uint8)
    for number in range(6):
        rows = np.linspace(-2, height + 2, 6)
        columns = width * (number + rng.uniform(0.2, 0.8)) / 6 + rng.normal(0, width / 40, 6).cumsum()
        path = np.stack([columns, rows], -1).round().astype(np.int32)
        cv2.polylines(made, [path], False, 1, 1 + number % 2)
    return made.astype(bool)


def text(height: int, width: int) -> Mask:
    """Return lines of print across the whole width."""
    import cv2

    made, face = np.zeros((height, width), np.uint8), cv2.FONT_HERSHEY_SIMPLEX
    long, tall = cv2.getTextSize(TEXT, face, 1.0, 2)[0]
    scale = min(0.92 * width / long, 0.6 * height / (LINES * tall))
    for line in range(LINES):
        low = round((line + 0.5) * height / LINES + scale * tall / 2)
        cv2.putText(made, TEXT, (round(0.04 * width), low), face, scale, 1, 2)
    return made.astype(bool)


def across(hole: Mask) -> float:
    """Return how wide a hole (H, W) is in pixels, where it is widest."""
    import cv2

    return 2 * float(cv2.distanceTransform(hole.astype(np.uint8), cv2.DIST_L2, 5).max())


def _box(height: int, width: int, tall: int, wide: int) -> Mask:
    made = nothing(height, width)
    top, left = (height - tall) // 2, round((width - wide) * 0.62)
    made[top : top + tall, left : left + wide] = True
    return made


KINDS: dict[str, Callable[[int, int], Mask]] = {
    "square": square,
    "scratches": scratches,
    "text": text,
    "large": large,
    "nothing": nothing,
}


def cells(height: int, width: int) -> tuple[int, int]:
    """Return how many cells cover a photo of so many pixels, down and across."""
    return -(-height // CELL), -(-width // CELL)


def in_pixels(mask: Mask, height: int, width: int) -> Mask:
    """Return a mask in cells as one in pixels (height, width)."""
    return mask.repeat(CELL, 0).repeat(CELL, 1)[:height, :width]
