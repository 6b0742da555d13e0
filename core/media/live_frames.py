"""A picture of a live camera: a small JPEG that a browser has made, decoded at little cost."""

import io

import numpy as np
from numpy.typing import NDArray
from PIL.JpegImagePlugin import JpegImageFile

from core.media.errors import MediaError
from core.media.headers import safe_jpeg

MOST_BYTES, MOST_SIDE = 150_000, 640


def read(data: bytes) -> NDArray[np.uint8]:
    """Return a JPEG of at most MOST_SIDE pixels as (H, W, 3) uint8; raise MediaError for anything else."""
    if len(data) > MOST_BYTES:
        raise MediaError("damaged")
    try:
        with JpegImageFile(io.BytesIO(safe_jpeg(data))) as image:
            if max(image.size) > MOST_SIDE:
                raise MediaError("damaged")
            return np.asarray(image.convert("RGB"))
    except MediaError:
        raise
    except Exception:  # Pillow raises OSError, SyntaxError, ValueError, struct.error and more
        raise MediaError("damaged") from None
