"""A photo as numbers: small copies, grey in two ways, hue, saturation and value."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image

LUMA = (0.299, 0.587, 0.114)
"""how bright red, green and blue seem to an eye (ITU-R BT.601)"""


def small(rgb: NDArray[np.uint8], side: int) -> NDArray[np.uint8]:
    """Return (H, W, 3) uint8, longer side at most `side`; each pixel is the mean of those it covers."""
    height, width = rgb.shape[:2]
    scale = side / max(height, width)
    if scale >= 1:
        return rgb
    size = max(1, round(width * scale)), max(1, round(height * scale))
    return np.asarray(Image.fromarray(rgb).resize(size, Image.Resampling.BOX))


def square(rgb: NDArray[np.uint8], side: int) -> NDArray[np.uint8]:
    """Return the middle square of a photo as (side, side, 3) uint8."""
    height, width = rgb.shape[:2]
    edge = min(height, width)
    left, top = (width - edge) // 2, (height - edge) // 2
    middle = Image.fromarray(rgb).crop((left, top, left + edge, top + edge))
    return np.asarray(middle.resize((side, side), Image.Resampling.BOX))


def workable(rgb: NDArray[np.uint8], least: int = 32, longest: int = 4) -> NDArray[np.uint8]:
    """Return a picture at most `longest` times as long as wide and at least `least` pixels wide.

    Of a strip the middle is kept, in a tiny picture each pixel becomes a block.
    """
    height, width = rgb.shape[:2]
    h, w = min(height, longest * width), min(width, longest * height)
    top, left = (height - h) // 2, (width - w) // 2
    times = max(1, -(-least // min(h, w)))
    return rgb[top : top + h, left : left + w].repeat(times, 0).repeat(times, 1)


def grey(rgb: NDArray[np.uint8], how: str = "luma") -> NDArray[np.uint8]:
    """Return one number 0..255 a pixel, (H, W) uint8: the weighted (`luma`) or the plain `mean` of R, G, B.

    Raises: KeyError for any other `how`.
    """
    weights = {"luma": LUMA, "mean": (1 / 3, 1 / 3, 1 / 3)}[how]
    return np.rint(rgb.astype(np.float64) @ np.array(weights)).astype(np.uint8)


def hsv(rgb: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return hue 0..360, saturation 0..100 and value 0..100 as (H, W, 3) float32 (A. R. Smith, 1978)."""
    x = rgb.astype(np.float32) / 255
    value = x.max(-1)
    spread = value - x.min(-1)
    r, g, b = np.moveaxis(x, -1, 0)
    safe = np.where(spread > 0, spread, 1)
    sector = np.select(
        [value == r, value == g], [(g - b) / safe, 2 + (b - r) / safe], default=4 + (r - g) / safe
    )
    hue = np.where(spread > 0, 60 * sector % 360, 0)
    saturation = np.where(value > 0, spread / np.where(value > 0, value, 1), 0)
    return np.stack([hue, 100 * saturation, 100 * value], -1).astype(np.float32)


def as_picture(values: NDArray[np.floating], show: str = "clip") -> NDArray[np.uint8]:
    """Turn results of any sign into brightness 0..255.

    `clip` cuts at 0 and 255, `size` shows |v| and forgets the sign, `signed` has grey 128 for 0.
    Raises: KeyError for any other `show`.
    """
    bright = {"clip": lambda v: v, "size": np.abs, "signed": lambda v: 128 + v / 2}[show](values)
    return np.rint(np.clip(bright, 0, 255)).astype(np.uint8)
