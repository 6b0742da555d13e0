"""Four ways to spoil a picture, each with one level: the same seed spoils the same pixels at every level."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike


@dataclass(frozen=True)
class Kind:
    """A kind of noise: its highest level here, and the steps between levels that are compared."""

    highest: float
    step: float

    @property
    def levels(self) -> np.ndarray:
        """The levels that are compared, weakest first."""
        return np.round(np.arange(1, round(self.highest / self.step) + 1) * self.step, 3)


KINDS = {
    "gaussian": Kind(0.8, 0.05),  # level: standard deviation, of a brightness in 0..1
    "salt_pepper": Kind(0.6, 0.05),  # share of pixels that turn black or white
    "mask": Kind(0.9, 0.05),  # share of pixels that turn black
    "blur": Kind(3.0, 0.2),  # standard deviation of the Gaussian that smears, in pixels
}


def add(images: np.ndarray, kind: str, level: ArrayLike, seed: int) -> np.ndarray:
    """Return spoilt copies (N, H, W[, C]) float32 in 0..1 of images (N, H, W[, C]) in 0..1.

    `level` is one for all or one an image (N,); what it means is written at `KINDS`. Gaussian noise is cut
    off at 0 and 1, as a picture must be. With the same seed a higher level spoils the same pixels more, and
    others beside them. Raises KeyError for an unknown kind.
    """
    images = np.asarray(images, np.float32)
    levels = np.broadcast_to(np.asarray(level, np.float32), len(images))
    rng = np.random.default_rng(seed)
    each = levels.reshape(-1, *(1,) * (images.ndim - 1))
    if kind == "gaussian":
        return np.clip(images + each * rng.standard_normal(images.shape, np.float32), 0, 1)
    if kind == "blur":
        return blurred(images, levels)
    chance = rng.random(images.shape[:3], np.float32).reshape(*images.shape[:3], *(1,) * (images.ndim - 3))
    if kind == "mask":
        return np.where(chance < each, np.float32(0), images)
    if kind == "salt_pepper":
        white = rng.random(chance.shape, np.float32) < 0.5
        return np.where(chance < each, white.astype(np.float32), images)
    raise KeyError(kind)


def blurred(images: np.ndarray, sigmas: np.ndarray) -> np.ndarray:
    """Return images (N, H, W[, C]) smeared by Gaussians of `sigmas` (N,) pixels; the edge is mirrored."""
    import cv2

    def smeared(x: np.ndarray, sigma: float) -> np.ndarray:
        return cv2.GaussianBlur(x, (0, 0), sigma, borderType=cv2.BORDER_REFLECT) if sigma > 0.1 else x

    return np.stack([smeared(x, float(s)) for x, s in zip(images, sigmas, strict=True)])
