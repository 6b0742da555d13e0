"""Four filters that need no training, each with the settings among which its best one is searched."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.denoising import quality

Setting = Any


@dataclass(frozen=True)
class Best:
    """What a filter made at its best setting: images (N, H, W[, C]), that setting, PSNR and SSIM (N,)."""

    images: np.ndarray
    setting: Setting
    psnr: np.ndarray
    ssim: np.ndarray


def _bytes(images: np.ndarray) -> np.ndarray:
    return np.round(np.asarray(images) * 255).clip(0, 255).astype(np.uint8)


def median(images: np.ndarray, side: int) -> np.ndarray:
    """Return the median of each window of side × side pixels."""
    import cv2

    return np.stack([cv2.medianBlur(x, side) for x in _bytes(images)]).astype(np.float32) / 255


def gaussian(images: np.ndarray, sigma: float) -> np.ndarray:
    """Return a mean weighted by a Gaussian of `sigma` pixels."""
    import cv2

    smooth = [cv2.GaussianBlur(x, (0, 0), sigma) for x in np.asarray(images, np.float32)]
    return np.stack(smooth)


def bilateral(images: np.ndarray, setting: tuple[float, float]) -> np.ndarray:
    """Return a mean of near pixels that are also alike: (sigma of brightness 0..1, sigma in pixels)."""
    import cv2

    alike, near = setting
    smooth = [cv2.bilateralFilter(x, -1, alike, near) for x in np.asarray(images, np.float32)]
    return np.stack(smooth)


def non_local_means(images: np.ndarray, strength: float) -> np.ndarray:
    """Return a mean of pixels whose 5×5 surroundings, anywhere within 15×15, are alike (Buades et al., 2005).

    `strength` in 0..1 says how much alike is enough.
    """
    import cv2

    rows = _bytes(images)
    make = cv2.fastNlMeansDenoising if rows.ndim == 3 else cv2.fastNlMeansDenoisingColored
    extra = () if rows.ndim == 3 else (255 * strength,)
    smooth = [make(x, None, 255 * strength, *extra, 5, 15) for x in rows]
    return np.stack(smooth).astype(np.float32) / 255


FILTERS: dict[str, tuple[Callable[[np.ndarray, Setting], np.ndarray], tuple[Setting, ...]]] = {
    "median": (median, (3, 5, 7)),
    "gaussian": (gaussian, (0.4, 0.6, 0.8, 1.0, 1.3, 1.6, 2.0, 2.5)),
    "bilateral": (bilateral, tuple((alike, near) for alike in (0.2, 0.4, 0.8) for near in (0.8, 1.2, 1.8))),
    "non_local_means": (non_local_means, (0.1, 0.2, 0.3, 0.4, 0.6, 0.8, 1.0)),
}


def best_setting(name: str, noisy: np.ndarray, clean: np.ndarray) -> Setting:
    """Return the setting of a filter of `FILTERS` with the highest mean PSNR on images (N, H, W[, C]).

    It knows the clean picture for that choice, as no one who has to clean a picture does: an advantage given
    to the filters.
    """
    make, settings = FILTERS[name]
    return max(settings, key=lambda setting: float(quality.psnr(clean, make(noisy, setting)).mean()))


def best(name: str, noisy: np.ndarray, clean: np.ndarray) -> Best:
    """Return what a filter makes of images (N, H, W[, C]) in 0..1 at its best setting for all of them."""
    setting = best_setting(name, noisy, clean)
    images = np.clip(FILTERS[name][0](noisy, setting), 0, 1)
    return Best(images, setting, quality.psnr(clean, images), quality.ssim(clean, images))
