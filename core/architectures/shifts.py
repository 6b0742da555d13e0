"""A picture moved by whole pixels: what leaves the frame is lost, what comes in is black."""

import numpy as np
from numpy.typing import NDArray

MOST = 4
"""pixels up to which pictures are moved"""


def shifted(pictures: NDArray, right: int, down: int) -> NDArray:
    """Return pictures (..., H, W) moved by so many pixels, negative ones to the left and up."""
    height, width = pictures.shape[-2:]
    out = np.zeros_like(pictures)
    to_y, to_x = (slice(max(0, by), n + min(0, by)) for by, n in ((down, height), (right, width)))
    from_y, from_x = (slice(max(0, -by), n + min(0, -by)) for by, n in ((down, height), (right, width)))
    out[..., to_y, to_x] = pictures[..., from_y, from_x]
    return out


def everywhere(picture: NDArray, most: int = MOST) -> NDArray:
    """Return (2·most+1, 2·most+1, H, W): a picture (H, W) at every shift, the first index being down."""
    steps = range(-most, most + 1)
    return np.stack([[shifted(picture, right, down) for right in steps] for down in steps])
