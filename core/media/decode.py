"""From the bytes of a picture to a small upright RGB array, in this process (`sandbox`: in another)."""

import io
import time
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFile
from PIL.AvifImagePlugin import AvifImageFile
from PIL.BmpImagePlugin import BmpImageFile
from PIL.GifImagePlugin import GifImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.TiffImagePlugin import TiffImageFile
from PIL.WebPImagePlugin import WebPImageFile

from core.media import colour
from core.media.errors import MediaError
from core.media.headers import safe_jpeg

MAX_MEGAPIXELS = 64
MAX_PIXELS = MAX_MEGAPIXELS * 1024 * 1024
MAX_SIDE = 2048  # of what is kept, in pixels
MAX_SECONDS = 7.5  # in Pillow's own loops; with the rest a picture stays under 10
_LONGEST_SIDE = 100_000
_NEARLY_MAX_SIDE = 1840  # a 12-megapixel photo at half scale (2016 px) needs no second shrinking
_MAX_EXIF_BYTES = 1 << 16
_ORIENTATION_TAG = 0x0112
_PERCENTILES, _LOOKED_AT = (0.1, 99.9), 1 << 20
_UPRIGHT = {  # what undoes each Exif orientation
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

# The plugin classes and not Image.open: other packages replace Image.open for the whole process.
_OPENERS: dict[str, type[ImageFile.ImageFile]] = {
    "JPEG": JpegImageFile,
    "PNG": PngImageFile,
    "WEBP": WebPImageFile,
    "GIF": GifImageFile,
    "BMP": BmpImageFile,
    "TIFF": TiffImageFile,
    "AVIF": AvifImageFile,
}


NOTES = ("first_frame", "scaled_16_bit", "scaled_float", "hdr", "alpha_over_white", "rotated", "shrunk")


@dataclass(frozen=True)
class LoadedImage:
    """A picture ready to use.

    rgb: (H, W, 3) uint8, upright, at most 2048 px on its longest side.
    original_wh: upright width and height in pixels before shrinking.
    notes: what was assumed on the way, any of NOTES.
    """

    rgb: NDArray[np.uint8]
    original_wh: tuple[int, int]
    notes: tuple[str, ...]


class _Source(io.BytesIO):
    """Bytes that can be read only for so long and only so often: ends the loops of Pillow's parsers."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self._end = time.monotonic() + MAX_SECONDS
        self._bytes_left = 4 * len(data) + (1 << 20)

    def read(self, size: int | None = -1) -> bytes:
        chunk = super().read(size)
        self._bytes_left -= len(chunk)
        if self._bytes_left < 0:
            raise MediaError("damaged")
        if time.monotonic() > self._end:
            raise MediaError("timeout")
        return chunk


def decode(data: bytes, kind: str) -> LoadedImage:
    """Decode a picture of format `kind` (see `headers.sniff`), the first frame of it.

    The pixels are counted before they are decoded. Upright comes last, when the picture is small.
    Raises whatever Pillow raises, besides `MediaError`.
    """
    image = _open(safe_jpeg(data) if kind == "JPEG" else data, kind)
    width, height = image.size
    if width * height > MAX_PIXELS or max(width, height) > _LONGEST_SIDE:
        raise MediaError("too_many_pixels", mp=round(width * height / 2**20), limit=MAX_MEGAPIXELS)
    notes = ["first_frame"] if getattr(image, "is_animated", False) else []
    if isinstance(image, JpegImageFile):
        _decode_smaller(image)
    pixels = _webp_frame(image) if isinstance(image, WebPImageFile) else image
    pixels.load()
    orientation = _orientation(image)
    small = _in_srgb(
        shrunk(_plain(pixels, notes)), image.info.get("icc_profile"), colour.told(data, kind), notes
    )
    if orientation in _UPRIGHT:
        notes.append("rotated")
        small = small.transpose(_UPRIGHT[orientation])
        width, height = (height, width) if orientation >= 5 else (width, height)
    if small.size != (width, height):
        notes.append("shrunk")
    return LoadedImage(np.array(small), (width, height), tuple(notes))


def _plain(pixels: Image.Image, notes: list[str]) -> Image.Image:
    """Return RGB; but what an ICC profile may be about, grey and the colours of print, stays as it is."""
    keeps = pixels.mode in ("L", "CMYK") and not pixels.has_transparency_data
    return pixels if keeps and pixels.info.get("icc_profile") else to_rgb(pixels, notes)


def _in_srgb(
    image: Image.Image, profile: bytes | None, told: tuple[int, int] | None, notes: list[str]
) -> Image.Image:
    """Return RGB with sRGB's colours. Codes of an HDR curve go before a profile, which cannot say that."""
    hdr = told is not None and colour.is_hdr(told[1])
    if hdr:
        notes.append("hdr")
    if told is not None and (hdr or not profile):
        return Image.fromarray(colour.to_srgb(np.asarray(image.convert("RGB")), *told))
    return colour.by_profile(image, profile).convert("RGB")


def _open(data: bytes, kind: str) -> ImageFile.ImageFile:
    """Read the header only."""
    if kind == "HEIF":
        from pillow_heif import HeifImageFile  # loads libheif, which most pictures do not need

        return HeifImageFile(_Source(data))
    return _OPENERS[kind](_Source(data))


def _decode_smaller(image: JpegImageFile) -> None:
    """Let libjpeg decode at 1/2, 1/4 or 1/8 while about 2048 px remain: it skips most of the work."""
    width, height = image.size
    for scale in (8, 4, 2):
        if max(width, height) / scale >= _NEARLY_MAX_SIDE:
            image.draft(None, (max(1, width // scale), max(1, height // scale)))
            return


def _webp_frame(image: WebPImageFile) -> Image.Image:
    """Decode the first frame and let the decoder go: its two canvases beside ours would need over 1 GB."""
    frame: tuple[bytes, int] | None = image._decoder.get_next()
    image._decoder = None
    if frame is None:
        raise MediaError("damaged")
    return Image.frombuffer(image.rawmode, image.size, frame[0], "raw", image.rawmode, 0, 1)


def _orientation(image: Image.Image) -> int:
    """Return the Exif orientation 1..8; 1 where there is none or it cannot be read."""
    if len(image.info.get("exif") or b"") > _MAX_EXIF_BYTES:
        return 1
    try:
        return int(image.getexif().get(_ORIENTATION_TAG, 1))
    except Exception:  # broken Exif in a good picture is common, and anything can come out of it
        return 1


def to_rgb(image: Image.Image, notes: list[str]) -> Image.Image:
    """Convert any Pillow mode to RGB: wide numbers scaled, transparency over white."""
    if image.mode.startswith(("I", "F")):
        notes.append("scaled_float" if image.mode == "F" else "scaled_16_bit")
        return _scaled_to_8_bit(np.asarray(image)).convert("RGB")
    if not image.has_transparency_data:
        return image if image.mode == "RGB" else image.convert("RGB")
    rgba = image if image.mode == "RGBA" else image.convert("RGBA")
    alpha = rgba.getchannel("A")
    if alpha.getextrema()[0] == 255:
        return rgba.convert("RGB")
    notes.append("alpha_over_white")
    white = Image.new("RGB", rgba.size, "white")
    white.paste(rgba, mask=alpha)
    return white


def _scaled_to_8_bit(values: NDArray[Any]) -> Image.Image:
    """Stretch (H, W) integers or floats to 0..255 between their own darkest and brightest percentiles.

    A sensor of 16 bits seldom uses them all: what it saw lies between the 0.1th and the 99.9th percentile, of
    about a million values. Values that are not finite count as 0.
    """
    step = max(1, round((values.size / _LOOKED_AT) ** 0.5))
    seen = np.nan_to_num(values[::step, ::step].astype(np.float64), posinf=0, neginf=0)
    ends = np.percentile(seen, (0, *_PERCENTILES, 100)) if seen.size else np.zeros(4)
    low, white = (ends[1], ends[2]) if ends[1] < ends[2] else (ends[0], ends[3])
    if low == white:  # one value everywhere: as it is, of the next power of two
        low, white = min(0.0, low), 2.0 ** np.ceil(np.log2(low + 1)) if 0 < low < 1e30 else max(low, 1.0)
    out = np.empty(values.shape, np.uint8)
    for top in range(0, len(values), 256):  # whole, the copies would need 1 GB
        finite = np.nan_to_num(values[top : top + 256].astype(np.float64), posinf=0, neginf=0)
        out[top : top + 256] = np.rint(np.clip((finite - low) / ((white - low) or 1.0), 0, 1) * 255)
    return Image.fromarray(out)


def shrunk(image: Image.Image, max_side: int = MAX_SIDE) -> Image.Image:
    """Return the picture with at most `max_side` pixels on its longest side."""
    factor = max_side / max(image.size)
    if factor >= 1:
        return image
    size = (max(1, round(image.width * factor)), max(1, round(image.height * factor)))
    return image.resize(size, Image.Resampling.HAMMING, reducing_gap=2.0)
