"""How large a photo is when the lesson works on it, and when the colouring network sees it."""

import numpy as np

LONGEST, MULTIPLE = 256, 8
WORKED = 512
"""longest side of the copy that is coloured"""
HOLED = 384
"""longest side of the copy that is restored"""


def fitted(height: int, width: int) -> tuple[int, int]:
    """Return height and width as the network sees them: the longer is `LONGEST`, multiples of `MULTIPLE`."""
    factor = LONGEST / max(height, width) / MULTIPLE
    return tuple(max(1, round(side * factor)) * MULTIPLE for side in (height, width))


def at_most(rgb: np.ndarray, longest: int) -> np.ndarray:
    """Return a photo (H, W, 3) uint8 whose longer side is at most `longest` pixels, and its sides even."""
    import cv2

    height, width = rgb.shape[:2]
    factor = min(1.0, longest / max(height, width))
    size = [max(2, round(side * factor / 2) * 2) for side in (width, height)]
    return rgb if size == [width, height] else cv2.resize(rgb, size, interpolation=cv2.INTER_AREA)
