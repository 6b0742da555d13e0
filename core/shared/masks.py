"""Places of a picture as a grid of cells that are covered or not, and the text that it travels as."""

import base64
import binascii

import numpy as np
from numpy.typing import NDArray


def read(text: str, height: int, width: int) -> NDArray[np.bool_]:
    """Return the (height, width) mask of as many bits in base64; what is no such mask covers nothing."""
    cells = height * width
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        data = b""
    data = data if len(data) == -(-cells // 8) else bytes(-(-cells // 8))
    return np.unpackbits(np.frombuffer(data, np.uint8), count=cells).reshape(height, width).astype(bool)


def write(mask: NDArray[np.bool_]) -> str:
    """Return what `read` reads."""
    return base64.b64encode(np.packbits(mask)).decode()
