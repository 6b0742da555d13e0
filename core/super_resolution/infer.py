"""Photos enlarged in four ways, and how close each comes to the truth."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from core.super_resolution import quality, resize, tiles
from core.super_resolution.models import LEARNT, SCALES, here

WAYS = ("nearest", "bicubic", "squared_error", "judged")
PLAIN, TAUGHT = WAYS[:2], WAYS[2:]
"""those that learn nothing, and the networks by what they were taught by"""
LONGEST = 480
"""pixels of a photo's longer side in a contest: small enough that every way answers at once"""
LEAST = 64
"""pixels of its shorter side"""
OnProgress = Callable[[int, int], object]


def ways_here(scale: int) -> tuple[str, ...]:
    """Return those of `WAYS` that can enlarge by 2 or 4 here: some networks may not be bundled."""
    known = here()
    return PLAIN + tuple(way for way in TAUGHT if LEARNT[way, scale] in known)


def fitted(rgb: np.ndarray, scale: int) -> np.ndarray:
    """Return a photo (H, W, 3) as it enters a contest: at most `LONGEST`, sides multiples of `scale`.

    Of a very long one the middle; the pixels of a tiny one become squares.
    """
    rgb = rgb[_middle(rgb.shape[0], rgb.shape[1]), _middle(rgb.shape[1], rgb.shape[0])]
    rgb = resize.nearest(rgb, -(-LEAST // min(rgb.shape[:2])))
    height, width = rgb.shape[:2]
    share = LONGEST / max(height, width)
    if share < 1:
        rgb = resize.bicubic(rgb, round(height * share), round(width * share))
    return resize.cut_to(rgb, scale)


def _middle(length: int, other: int) -> slice:
    spare = max(0, (length - 4 * other) // 2)
    return slice(spare, length - spare)


def enlarge(rgb: np.ndarray, model: str, on_progress: OnProgress = lambda done, total: None) -> np.ndarray:
    """Return a photo (H, W, 3) uint8 as a network enlarges it: (scale·H, scale·W, 3) uint8.

    `on_progress(tiles_done, tiles_total)` is called after every tile; whatever it raises ends the work.
    Raises: KeyError for an unknown model; WeightsUnavailable.
    """
    from core.runtime import engine
    from core.super_resolution.networks import reach

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


def enlarge_all(small: np.ndarray, model: str) -> np.ndarray:
    """Return small pictures (N, h, w, 3) uint8 as a network enlarges them; raises as `enlarge`."""
    from core.runtime import engine

    batch = np.ascontiguousarray(small.transpose(0, 3, 1, 2), np.float32) / 255
    made = engine.predictor(model)(batch).transpose(0, 2, 3, 1)
    return (made.clip(0, 1) * 255).round().astype(np.uint8)


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

    def most_lost(self, side: int) -> tuple[int, int]:
        """Return the middle (x, y) of the square of `side` pixels in which bicubic enlarging errs most."""
        from scipy.ndimage import uniform_filter

        lost = quality.luminance(self.truth) - quality.luminance(self.made["bicubic"])
        half = min(side, *lost.shape) // 2
        whole = tuple(slice(half, length - half + 1) for length in lost.shape)
        sums = uniform_filter(lost**2, 2 * half)[whole]
        y, x = np.unravel_index(int(sums.argmax()), sums.shape)
        return int(x) + half, int(y) + half


def contest(photo: np.ndarray, scale: int, ways: tuple[str, ...] = WAYS) -> Contest:
    """Make a photo (H, W, 3) uint8 smaller, enlarge it in every way, and measure; raises as `enlarge`."""
    truth = resize.cut_to(photo, scale)
    small = resize.downscale(truth, scale)
    made = {way: by_way(small, way, scale) for way in ways}
    psnr = {way: quality.psnr(truth, x, scale) for way, x in made.items()}
    ssim = {way: quality.ssim(truth, x, scale) for way, x in made.items()}
    return Contest(scale, truth, small, made, psnr, ssim)
