"""Pictures in and out: what people upload becomes a small upright RGB array, arrays become JPEG and PNG."""

import hashlib
import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from PIL.JpegImagePlugin import JpegImageFile

from core.media.decode import MAX_MEGAPIXELS, MAX_SIDE, LoadedImage, decode, shrunk
from core.media.errors import MEDIA_ERROR_CODES, MediaError
from core.media.headers import sniff
from core.media.raw import is_raw
from core.media.sandbox import apart
from core.media.upload_sizes import PICTURE_MB

__all__ = [
    "MAX_MEGAPIXELS",
    "MAX_SIDE",
    "MEDIA_ERROR_CODES",
    "LoadedImage",
    "MediaError",
    "fingerprint",
    "from_jpeg",
    "load_user_image",
    "to_jpeg",
    "to_png",
]

_APART = frozenset({"HEIF", "AVIF", "TIFF", "BMP"})  # BMP: Pillow unpacks it line by line, holding the lock
_decode_apart = apart()(decode)


def load_user_image(data: bytes, filename: str = "") -> LoadedImage:
    """Read a picture that somebody brought along; the content decides on its format, never the name.

    JPEG, PNG, WebP, GIF, BMP, TIFF, AVIF and HEIC; at most 20 MB and 64 megapixels (of 2**20 pixels); the
    first frame. 16-bit and float pictures are stretched to 0..255, transparency lies over white. Colours
    are sRGB's, by the file's ICC profile or its codes of primaries and curve. A camera's raw file is refused.
    Raises `MediaError` and nothing else, within 10 s and 1 GB.
    """
    if not data:
        raise MediaError("empty")
    if len(data) > PICTURE_MB << 20:
        raise MediaError("too_large_file", mb=round(len(data) / 2**20, 1), limit=PICTURE_MB)
    kind = sniff(data)
    if (kind is None or kind == "TIFF") and is_raw(data):
        raise MediaError("raw_photo")
    if kind is None:
        raise MediaError("not_an_image")
    try:
        return _decode_apart(data, kind) if kind in _APART else decode(data, kind)
    except MediaError as error:
        if error.code != "damaged" or kind != "HEIF":
            raise
    except (
        Exception
    ):  # Pillow raises OSError, SyntaxError, ValueError, TypeError, KeyError, struct.error and more
        pass
    raise MediaError("heic_damaged" if kind == "HEIF" else "damaged") from None


def to_jpeg(rgb: NDArray[np.uint8], max_side: int = 1280, quality: int = 85) -> bytes:
    """Encode (H, W, 3) uint8 as a JPEG of at most `max_side` pixels and no metadata; `quality` 1..95."""
    out = io.BytesIO()
    shrunk(Image.fromarray(rgb), max_side).save(out, "JPEG", quality=quality)
    return out.getvalue()


def to_png(pixels: NDArray[np.uint8]) -> bytes:
    """Encode (H, W), (H, W, 3) or (H, W, 4) uint8 as a PNG without loss and without metadata."""
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "PNG", compress_level=4)
    return out.getvalue()


def sheet(pictures: NDArray, across: int) -> NDArray:
    """Return pictures (N, H, W, ...) beside and below each other (N / across · H, across · W, ...)."""
    _, h, w, *colours = pictures.shape
    rows = pictures.reshape(-1, across, h, w, *colours).swapaxes(1, 2)
    return rows.reshape(-1, across * w, *colours)


def from_jpeg(data: bytes) -> NDArray[np.uint8]:
    """Decode a JPEG that `to_jpeg` made to (H, W, 3) uint8."""
    return np.array(JpegImageFile(io.BytesIO(data)).convert("RGB"))


def fingerprint(data: bytes) -> str:
    """Return 32 hexadecimal digits that name this content (BLAKE2b)."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()
