"""Pictures smaller and larger as MATLAB's imresize does: what super-resolution is measured against.

Bicubic with a = −0.5 (Keys, 1981); to shrink, the kernel is stretched by the factor, which keeps fine
patterns from turning into coarse ones (antialiasing). Beyond the border the picture is mirrored.
"""

from functools import lru_cache

import numpy as np

A = -0.5


def cubic(x: np.ndarray) -> np.ndarray:
    """Return Keys' kernel at distances `x` in pixels: 1 at 0, 0 at 1, 2 and beyond."""
    x = np.abs(x)
    near = (A + 2) * x**3 - (A + 3) * x**2 + 1
    far = A * x**3 - 5 * A * x**2 + 8 * A * x - 4 * A
    return np.where(x <= 1, near, np.where(x < 2, far, 0.0))


@lru_cache(maxsize=512)
def weights(old: int, new: int) -> np.ndarray:
    """Return the matrix (new, old) float32, rows of sum 1, that resizes a line of `old` pixels to `new`."""
    scale = new / old
    squeeze = min(scale, 1.0)
    centres = (np.arange(new) + 0.5) / scale - 0.5
    first = np.floor(centres - 2 / squeeze).astype(int)
    places = first[:, None] + np.arange(int(np.ceil(4 / squeeze)) + 2)
    shares = cubic((centres[:, None] - places) * squeeze)
    shares /= shares.sum(1, keepdims=True)
    mirrored = places % (2 * old)
    mirrored = np.where(mirrored < old, mirrored, 2 * old - 1 - mirrored)
    matrix = np.zeros((new, old))
    np.add.at(matrix, (np.arange(new)[:, None], mirrored), shares)
    return matrix.astype(np.float32)


def bicubic(rgb: np.ndarray, height: int, width: int) -> np.ndarray:
    """Return a picture (H, W, 3) uint8 resized to (height, width, 3) uint8, rounded as MATLAB rounds."""
    tall, wide = weights(rgb.shape[0], height), weights(rgb.shape[1], width)
    lines = np.tensordot(tall, rgb.astype(np.float32), 1)  # (height, W, 3)
    made = np.matmul(wide, lines)  # (height, width, 3)
    return np.clip(np.floor(made + 0.5), 0, 255).astype(np.uint8)


def nearest(rgb: np.ndarray, scale: int) -> np.ndarray:
    """Return a picture (H, W, 3) with every pixel repeated: (scale·H, scale·W, 3)."""
    return rgb.repeat(scale, 0).repeat(scale, 1)


def cut_to(rgb: np.ndarray, scale: int) -> np.ndarray:
    """Return a picture (H, W, 3) without the last rows and columns that do not fill a multiple of `scale`."""
    height, width = (side // scale * scale for side in rgb.shape[:2])
    return rgb[:height, :width]


def downscale(rgb: np.ndarray, scale: int) -> np.ndarray:
    """Return a picture (H, W, 3) uint8, sides multiples of `scale`, made smaller by it.

    Raises: ValueError for other sides (`cut_to` before).
    """
    height, width = rgb.shape[:2]
    if height % scale or width % scale:
        raise ValueError(f"{width}×{height} pixels do not divide by {scale}")
    return bicubic(rgb, height // scale, width // scale)


def upscale(rgb: np.ndarray, scale: int) -> np.ndarray:
    """Return a picture (H, W, 3) uint8 enlarged by bicubic interpolation: (scale·H, scale·W, 3)."""
    return bicubic(rgb, rgb.shape[0] * scale, rgb.shape[1] * scale)
