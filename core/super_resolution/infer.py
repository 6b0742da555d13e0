"""Photos enlarged in four ways, and how close each comes to the truth."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from core.super_resolution import quality, resize, tiles
from core.super_resolution.models import LEARNT, SCALES
from core.super_resolution.networks import reach

WAYS = ("nearest", "bicubic", "squared_error", "judged")
OnProgress = Callable[[int, int], object]


def enlarge(rgb: np.ndarray, model: str, on_progress: OnProgress = lambda done, total: None) -> np.ndarray:
    """Return a photo (H, W, 3) uint8 as a network enlarges it: (scale·H, scale·W, 3) uint8.

    `on_progress(tiles_done, tiles_total)` is called after every tile; whatever it raises ends the work.
    Raises: KeyError for an unknown model; WeightsUnavailable.
    """
    from core.runtime import engine

    scale = SCALES[model]
    height, width = rgb.shape[:2]
    made = np.empty((height * scale, width * scale, 3), np.uint8)
    overlap, predict = reach(scale), engine.predictor(model)
    total = tiles.count(height, width, overlap)
    for done, (rows, columns, piece) in enumerate(
        tiles.pieces(rgb.astype(np.float32) / 255, predict, scale, overlap), 1
    ):
        made[rows, columns] = piece
        on_progress(done, total)
    return made


def by_way(
    rgb: np.ndarray, way: str, scale: int, on_progress: OnProgress = lambda done, total: None
) -> np.ndarray:
    """Return a photo enlarged in one of `WAYS`, by 2 or 4; raises as `enlarge`."""
    if way == "nearest":
        return resize.nearest(rgb, scale)
    if way == "bicubic":
        return resize.upscale(rgb, scale)
    return enlarge(rgb, LEARNT[way, scale], on_progress)


@dataclass(frozen=True)
class Contest:
    """A true photo (H, W, 3) uint8, what was left of it, and what each way made of that.

    `psnr` in dB and `ssim` are of the luminance, without a border as wide as the factor, by way.
    """

    scale: int
    truth: np.ndarray
    small: np.ndarray
    made: dict[str, np.ndarray]
    psnr: dict[str, float]
    ssim: dict[str, float]

    def best(self) -> str:
        """Return the way with the highest PSNR."""
        return max(self.psnr, key=self.psnr.__getitem__)


def contest(photo: np.ndarray, scale: int, ways: tuple[str, ...] = WAYS) -> Contest:
    """Make a photo (H, W, 3) uint8 smaller, enlarge it in every way, and measure; raises as `enlarge`."""
    truth = resize.cut_to(photo, scale)
    small = resize.downscale(truth, scale)
    made = {way: by_way(small, way, scale) for way in ways}
    psnr = {way: quality.psnr(truth, x, scale) for way, x in made.items()}
    ssim = {way: quality.ssim(truth, x, scale) for way, x in made.items()}
    return Contest(scale, truth, small, made, psnr, ssim)
