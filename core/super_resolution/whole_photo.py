"""A learner's photo enlarged for good: tile by tile, so that it can be watched and stopped."""

import time
from collections.abc import Iterator

import numpy as np

from core.super_resolution import resize, tiles
from core.super_resolution.models import LEARNT

MOST = 6_600_000
"""pixels of an enlarged photo: what a photo of this dashboard (1280 × 1280 at most) has at ×2"""


def fitted(rgb: np.ndarray, scale: int) -> np.ndarray:
    """Return the photo (H, W, 3), or its middle, so that enlarged it has at most `MOST` pixels."""
    height, width = rgb.shape[:2]
    share = min(1.0, (MOST / (scale * scale * height * width)) ** 0.5)
    tall, wide = max(1, int(height * share)), max(1, int(width * share))
    top, left = (height - tall) // 2, (width - wide) // 2
    return rgb[top : top + tall, left : left + wide]


class Enlarging:
    """A photo that grows for as long as it is told (`core.ui.live_training`): the part `made` so far."""

    def __init__(self, small: np.ndarray, way: str, scale: int) -> None:
        """Take a photo (H, W, 3) uint8, what the network was taught by (`infer.TAUGHT`), and 2 or 4."""
        self.small, self.way, self.scale = small, way, scale
        self.made = resize.nearest(small, scale)  # where it is stopped before, squares stay
        self.tiles_done, self.tiles, self.seconds = 0, 1, 0.0
        self._pieces: Iterator[tuple] | None = None
        self.done = False

    def advance(self, seconds: float) -> None:
        """Enlarge further tiles for about so long, at least one.

        Raises: KeyError for a network that is not bundled; WeightsUnavailable.
        """
        started = time.perf_counter()
        self._step()
        while not self.done and time.perf_counter() - started < seconds:
            self._step()
        self.seconds += time.perf_counter() - started

    def _step(self) -> None:
        if self._pieces is None:
            self._pieces = self._begin()
        rows, columns, piece = next(self._pieces)
        self.made[rows, columns] = piece
        self.tiles_done += 1
        self.done = self.tiles_done == self.tiles

    def _begin(self) -> Iterator[tuple]:
        from core.runtime import engine
        from core.super_resolution.networks import reach

        overlap = reach(self.scale)
        self.tiles = tiles.count(*self.small.shape[:2], overlap)
        predict = engine.predictor(LEARNT[self.way, self.scale])
        return tiles.pieces(self.small.astype(np.float32) / 255, predict, self.scale, overlap)
