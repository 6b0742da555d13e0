"""Walls of sample pictures: many things at once, and the same ones so small that detectors miss them."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

Photo = Callable[[str], NDArray[np.uint8]]
GAP, PAPER = 10, "#f4f1ea"
"""pixels between the pictures, and the wall behind them"""
ROWS = (
    (("cat", 3), ("coffee", 3), ("bus", 2)),
    (("zidane", 4), ("drawn_fish", 2), ("coffee", 3)),
    (("astronaut", 2), ("drawing", 2), ("cat", 3), ("drawn_umbrella", 2)),
)
"""names of samples, and how wide each is in its row"""


def wall(photo: Photo, width: int = 1200, height: int = 1000) -> NDArray[np.uint8]:
    """Return photos of things, by name, hung in three rows, (height, width, 3)."""
    return _hang(photo, ROWS, width, height)


def mosaic(photo: Photo, width: int = 1200, height: int = 1000) -> NDArray[np.uint8]:
    """Return the same photos in nine rows, very small, (height, width, 3)."""
    rows = [tuple((*ROWS[(i + 1) % 3], *ROWS[i % 3], *ROWS[(i + 2) % 3])) for i in range(9)]
    return _hang(photo, rows, width, height)


def _hang(photo: Photo, rows: tuple | list, width: int, height: int) -> NDArray[np.uint8]:
    sheet = Image.new("RGB", (width, height), PAPER)
    for i, row in enumerate(rows):
        whole, left = sum(share for _, share in row), 0
        for j, (name, share) in enumerate(row):
            right = left + share
            x0, x1 = (round(GAP / 2 + (width - GAP) * at / whole) for at in (left, right))
            y0, y1 = (round(GAP / 2 + (height - GAP) * at / len(rows)) for at in (i, i + 1))
            picture = Image.fromarray(photo(name))
            picture = ImageOps.mirror(picture) if (i + j) % 2 else picture
            hung = ImageOps.fit(picture, (x1 - x0 - GAP, y1 - y0 - GAP), centering=(0.5, 0.35))
            sheet.paste(hung, (x0 + GAP // 2, y0 + GAP // 2))
            left = right
    return np.array(sheet)
