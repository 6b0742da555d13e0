"""What a network for photos sees of one: torchvision's own way to shrink and cut."""

import numpy as np
from PIL import Image

from core.runtime.registry import Preprocessing

LONGEST = 8
"""the longer side of a photo is looked at up to so many times the shorter one"""


def preprocess(rgb: np.ndarray, how: Preprocessing) -> np.ndarray:
    """Shrink, cut out the middle and scale: (H, W, 3) uint8 → (1, 3, crop, crop) float32."""
    x = np.asarray(view(rgb, how), np.float32) / 255
    x = (x - np.float32(how.mean)) / np.float32(how.std)
    return np.ascontiguousarray(x.transpose(2, 0, 1)[None])


def view(rgb: np.ndarray, how: Preprocessing) -> np.ndarray:
    """Return what a model sees of a photo: (crop, crop, 3) uint8, as torchvision's own presets cut it."""
    photo = Image.fromarray(_middle(rgb))
    w, h = photo.size
    scale = how.resize / min(w, h)
    size = (how.resize, int(how.resize * h / w)) if w <= h else (int(how.resize * w / h), how.resize)
    method = Image.Resampling.BICUBIC if how.interpolation == "bicubic" else Image.Resampling.BILINEAR
    photo = photo.resize(size, method, reducing_gap=3.0 if scale < 0.25 else None)
    left, top = round((size[0] - how.crop) / 2), round((size[1] - how.crop) / 2)
    return np.asarray(photo.crop((left, top, left + how.crop, top + how.crop)))


def _middle(rgb: np.ndarray) -> np.ndarray:
    """Cut off the far ends of a very long photo, which nobody would see and which fill the memory."""
    spare = [max(0, (side - LONGEST * min(rgb.shape[:2])) // 2) for side in rgb.shape[:2]]
    return rgb[tuple(slice(n, side - n) for n, side in zip(spare, rgb.shape[:2], strict=True))]
