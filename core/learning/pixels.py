"""How many numbers a picture of pixels is."""

import math

PHOTO = 4000 * 3000 * 3
"""numbers in a photo of 12 megapixels"""


def numbers(side: int) -> int:
    """Return how many numbers side × side pixels have: red, green and blue each."""
    return side * side * 3


def read(text: str, start: float) -> float:
    """Return the zoom that a link holds, 1..16; `start` where it holds anything else."""
    try:
        zoom = float(text)
    except ValueError:
        return start
    return min(max(zoom, 1.0), 16.0) if math.isfinite(zoom) else start
