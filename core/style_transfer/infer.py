"""Paint a photo anew: one network knows 26 styles and any mixture of them (Dumoulin et al., 2017)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from core.runtime import engine
from core.style_transfer.models import STYLES

MODEL = "styles26"
LONGEST, LEAST = 512, 32
"""pixels of the longer side of what is painted, and of the shorter one at least"""
STEP = 4
"""sides of what the network sees are multiples of this: it halves them twice"""


@dataclass(frozen=True)
class Painted:
    """A photo painted anew: (h, w, 3) uint8, with the shares (26,) of the styles and the time in ms."""

    rgb: np.ndarray
    mix: np.ndarray
    network_ms: float = 0.0


def mixture(weights: Mapping[int, float] | Sequence[float]) -> np.ndarray:
    """Return shares (26,) float32 that sum to 1 from weights by style, 0 to 25, or from 26 weights.

    Raises: ValueError for a negative weight or none above 0; KeyError for a style that does not exist.
    """
    pairs = weights.items() if isinstance(weights, Mapping) else enumerate(weights)
    mix = np.zeros(STYLES)
    for style, weight in pairs:
        if not 0 <= style < STYLES:
            raise KeyError(style)
        mix[style] = weight
    if (mix < 0).any() or not np.isfinite(mix).all() or mix.sum() <= 0:
        raise ValueError("weights are not negative, and one is above 0")
    return (mix / mix.sum()).astype(np.float32)


def paint(rgb: np.ndarray, mix: np.ndarray, longest: int = LONGEST) -> Painted:
    """Return a photo (H, W, 3) uint8, its longer side at most `longest`, in a mixture (26,) of styles.

    Raises: WeightsUnavailable.
    """
    x = view(rgb, longest).astype(np.float32).transpose(2, 0, 1)[None] / 255
    painted, milliseconds = engine.predictor(MODEL).timed(x, np.asarray(mix, np.float32))
    out = (np.clip(painted[0], 0, 1) * 255 + 0.5).astype(np.uint8).transpose(1, 2, 0)
    return Painted(np.ascontiguousarray(out), np.asarray(mix, np.float32), milliseconds)


def view(rgb: np.ndarray, longest: int = LONGEST) -> np.ndarray:
    """Return what the network sees of a photo: scaled so that the sides are multiples of 4."""
    import cv2

    h, w = rgb.shape[:2]
    scale = min(1.0, longest / max(h, w))
    size = [max(LEAST, round(side * scale / STEP) * STEP) for side in (w, h)]
    return rgb if size == [w, h] else cv2.resize(rgb, size, interpolation=cv2.INTER_AREA)


def keep_colours(painted: np.ndarray, rgb: np.ndarray) -> np.ndarray:
    """Return the painting's lights and shades in the photo's colours (Gatys et al., 2016), uint8."""
    import cv2

    h, w = painted.shape[:2]
    small = cv2.resize(rgb, (w, h), interpolation=cv2.INTER_AREA)
    mixed = cv2.cvtColor(small, cv2.COLOR_RGB2YCrCb)
    mixed[..., 0] = cv2.cvtColor(painted, cv2.COLOR_RGB2YCrCb)[..., 0]
    return cv2.cvtColor(mixed, cv2.COLOR_YCrCb2RGB)


def fitted(rgb: np.ndarray, painted: np.ndarray) -> np.ndarray:
    """Return a photo (H, W, 3) in the size of its painting (h, w, 3)."""
    import cv2

    return cv2.resize(rgb, painted.shape[1::-1], interpolation=cv2.INTER_AREA)


def laid_over(pictures: Sequence[np.ndarray], shares: Sequence[float]) -> np.ndarray:
    """Return pictures (h, w, 3) uint8 laid over each other: each pixel's mean by `shares` (sum 1)."""
    mean = sum(share * rgb.astype(np.float32) for rgb, share in zip(pictures, shares, strict=True))
    return np.clip(np.rint(mean), 0, 255).astype(np.uint8)


def apart(one: np.ndarray, other: np.ndarray) -> float:
    """Return by how many of 255 levels two pictures of one size differ in the mean."""
    return float(np.abs(one.astype(int) - other).mean())


def read_shares(text: str) -> tuple[float, float, float]:
    """Return three shares that sum to 1 from a link's "0.2,0.3,0.5"; of anything else the second is all."""
    try:
        parts = [float(part) for part in text[:60].split(",")]
        total = sum(parts)
        if len(parts) != 3 or not np.isfinite(parts).all() or min(parts) < 0 or not 0 < total < 1e6:
            raise ValueError(text)
    except ValueError:
        return 0.0, 1.0, 0.0
    return tuple(round(part / total, 3) for part in parts)
