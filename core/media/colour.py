"""What colours a file means, and what they are in sRGB: ICC profiles, wide primaries, HDR curves."""

import io
import struct
from functools import cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms

LARGEST_PROFILE = 2 << 20
PQ, HLG = 16, 18
WHITE_NITS = 203.0
"""of the white of paper in an HDR picture, by ITU-R BT.2408: it becomes sRGB's white"""
HLG_WHITE = 0.265
"""scene light of the HLG signal 0.75, which is that white (BT.2408)"""
_TO_SRGB = {  # linear light to BT.709's primaries, by the code of ITU-T H.273
    9: ((1.6605, -0.5876, -0.0728), (-0.1246, 1.1329, -0.0083), (-0.0182, -0.1006, 1.1187)),
    12: ((1.2249, -0.2247, -0.0002), (-0.0420, 1.0419, 0.0001), (-0.0197, -0.0786, 1.0979)),
}
_SPACES = {"RGB": b"RGB ", "L": b"GRAY", "CMYK": b"CMYK"}
_STEPS = 4095


def by_profile(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Return an RGB, L or CMYK picture in sRGB by its ICC profile; the same picture where that fits not.

    A profile for other channels than the picture has, or one that is broken, is none.
    """
    if not profile or len(profile) > LARGEST_PROFILE or profile[16:20] != _SPACES.get(image.mode):
        return image
    try:
        theirs = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        flags = ImageCms.Flags.BLACKPOINTCOMPENSATION
        intent = ImageCms.Intent.RELATIVE_COLORIMETRIC
        return ImageCms.profileToProfile(image, theirs, _srgb(), intent, "RGB", flags=flags)
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return image


@cache
def _srgb() -> ImageCms.ImageCmsProfile:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


def told(data: bytes, kind: str) -> tuple[int, int] | None:
    """Return the codes of primaries and transfer (ITU-T H.273) that a HEIC, AVIF or PNG has."""
    head = data[: 1 << 20]
    if kind in ("HEIF", "AVIF"):
        at = head.find(b"colrnclx")
        return struct.unpack_from(">HH", head, at + 8) if 0 <= at <= len(head) - 12 else None
    if kind == "PNG":
        at = head.find(b"cICP")
        return (head[at + 4], head[at + 5]) if 0 <= at <= len(head) - 6 else None
    return None


def is_hdr(transfer: int) -> bool:
    """Return whether a transfer curve goes beyond the white of paper."""
    return transfer in (PQ, HLG)


def to_srgb(rgb: NDArray[np.uint8], primaries: int, transfer: int) -> NDArray[np.uint8]:
    """Return pixels (H, W, 3) of these primaries and curve in sRGB; brighter than white keeps its hue.

    `primaries` and `transfer` are codes of ITU-T H.273; those that sRGB has, or unknown ones, change nothing.
    """
    matrix = _TO_SRGB.get(primaries)
    if matrix is None and not is_hdr(transfer):
        return rgb
    curve, out = _linear(transfer), np.empty_like(rgb)
    turn = np.eye(3, dtype=np.float32) if matrix is None else np.array(matrix, np.float32)
    encode = _encoded()
    for top in range(0, len(rgb), 256):  # whole, the floats would need much memory
        light = curve[rgb[top : top + 256]] @ turn.T
        light /= np.maximum(light.max(-1, keepdims=True), 1)
        out[top : top + 256] = encode[(np.clip(light, 0, 1) * _STEPS + 0.5).astype(np.intp)]
    return out


@cache
def _linear(transfer: int) -> NDArray[np.float32]:
    """Return the light of each 8-bit signal (256,), white at 1: BT.2100 for PQ and HLG, else sRGB."""
    v = np.arange(256) / 255
    if transfer == PQ:
        p = v ** (1 / 78.84375)
        light = (np.maximum(p - 0.8359375, 0) / (18.8515625 - 18.6875 * p)) ** (1 / 0.1593017578125)
        return (light * 10_000 / WHITE_NITS).astype(np.float32)
    if transfer == HLG:
        low, high = v * v / 3, (np.exp((v - 0.55991073) / 0.17883277) + 0.28466892) / 12
        return (np.where(v <= 0.5, low, high) / HLG_WHITE).astype(np.float32)
    return np.where(v <= 0.04045, v / 12.92, ((v + 0.055) / 1.055) ** 2.4).astype(np.float32)


@cache
def _encoded() -> NDArray[np.uint8]:
    """Return sRGB's 8-bit value of each of `_STEPS` + 1 steps of light."""
    light = np.arange(_STEPS + 1) / _STEPS
    signal = np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)
    return np.rint(signal * 255).astype(np.uint8)
