"""The same thing photographed differently: changes that must not change the answer."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageEnhance, ImageFilter, ImageOps

KINDS = ("flip", "crop", "rotate", "colour", "blur", "noise", "erase")
LEVELS = 5
_GREY = (128, 128, 128)


def apply(rgb: NDArray[np.uint8], kind: str, level: int, seed: int = 0) -> NDArray[np.uint8]:
    """Return (H, W, 3) uint8 of the same size, changed by `kind`; `level` 0 (not at all) to 5 (much).

    A flip is a flip at every level from 1 on. Where chance decides (crop, rotate, colour, noise, erase) it
    follows `seed`. Raises: KeyError for an unknown kind.
    """
    change = _CHANGES[kind]
    if level == 0:
        return rgb
    rng = np.random.default_rng([seed, KINDS.index(kind)])
    return np.asarray(change(Image.fromarray(rgb), level / LEVELS, rng), np.uint8)


def _flip(photo: Image.Image, much: float, rng: np.random.Generator) -> Image.Image:
    return ImageOps.mirror(photo)


def _crop(photo: Image.Image, much: float, rng: np.random.Generator) -> Image.Image:
    width, height = photo.size
    keep = 1 - 0.7 * much
    w, h = width * keep, height * keep
    left, top = rng.random() * (width - w), rng.random() * (height - h)
    return photo.resize(photo.size, Image.Resampling.BILINEAR, (left, top, left + w, top + h))


def _rotate(photo: Image.Image, much: float, rng: np.random.Generator) -> Image.Image:
    angle = 90 * much * rng.choice([-1, 1])
    return photo.rotate(angle, Image.Resampling.BILINEAR, fillcolor=_GREY)


def _colour(photo: Image.Image, much: float, rng: np.random.Generator) -> Image.Image:
    turned = np.array(photo.convert("HSV"))
    turned[..., 0] += np.uint8(rng.integers(20, 128) * much)  # hue goes round at 256
    photo = Image.fromarray(turned, "HSV").convert("RGB")
    sign = rng.choice([-1, 1])
    photo = ImageEnhance.Brightness(photo).enhance(1 + sign * 0.6 * much)
    return ImageEnhance.Contrast(photo).enhance(1 - 0.5 * much)


def _blur(photo: Image.Image, much: float, rng: np.random.Generator) -> Image.Image:
    return photo.filter(ImageFilter.GaussianBlur(0.04 * much * min(photo.size)))


def _noise(photo: Image.Image, much: float, rng: np.random.Generator) -> NDArray[np.uint8]:
    x = np.asarray(photo, np.float32)
    return np.clip(x + rng.normal(0, 100 * much, x.shape), 0, 255)


def _erase(photo: Image.Image, much: float, rng: np.random.Generator) -> Image.Image:
    width, height = photo.size
    share = np.sqrt(0.6 * much)  # of each side
    w, h = int(width * share), int(height * share)
    left, top = int(rng.random() * (width - w)), int(rng.random() * (height - h))
    photo = photo.copy()
    photo.paste(_GREY, (left, top, left + w, top + h))
    return photo


_CHANGES = {
    "flip": _flip,
    "crop": _crop,
    "rotate": _rotate,
    "colour": _colour,
    "blur": _blur,
    "noise": _noise,
    "erase": _erase,
}
