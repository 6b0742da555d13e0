"""A photo made brighter, stronger in contrast or colour, or blurred; the browser does the same."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.convolution.pixels import LUMA

MIDDLE = 128
"""the grey that contrast leaves as it is"""
STOPS = {
    "light": tuple(str(v) for v in range(-100, 101, 5)),
    "contrast": tuple(f"{i / 10:g}" for i in range(31)),
    "colour": tuple(f"{i / 10:g}" for i in range(31)),
    "blur": tuple(f"{i / 4:g}" for i in range(17)),
}
"""what each can be set to, as texts"""
START = {"light": "0", "contrast": "1", "colour": "1", "blur": "0"}


@dataclass(frozen=True)
class Look:
    """`light` is added to every number, distances from mid-grey grow `contrast` times.

    Distances from the pixel's own grey grow `colour` times. `blur` is the σ of a Gaussian in pixels.
    """

    light: float = 0
    contrast: float = 1
    colour: float = 1
    blur: float = 0


def apply(rgb: NDArray[np.uint8], look: Look) -> NDArray[np.uint8]:
    """Return (H, W, 3) uint8: blurred first, then its colour, its contrast and its light."""
    x = blurred(rgb.astype(np.float64), look.blur)
    red, green, blue = np.moveaxis(x, -1, 0)
    grey = (LUMA[0] * red + LUMA[1] * green + LUMA[2] * blue)[..., None]
    x = grey + look.colour * (x - grey)
    x = MIDDLE + look.contrast * (x - MIDDLE) + look.light
    return np.rint(np.clip(x, 0, 255)).astype(np.uint8)


def blurred(x: NDArray[np.float64], sigma: float) -> NDArray[np.float64]:
    """Blur (H, W, 3) by a Gaussian cut at 3 σ, along rows and then columns; the edge goes on as it is."""
    if not sigma:
        return x
    reach = int(np.ceil(3 * sigma))
    taps = np.exp(-(np.arange(-reach, reach + 1) ** 2) / (2 * sigma**2))
    taps /= taps.sum()
    for axis in (1, 0):
        n = x.shape[axis]
        x = sum_of(
            tap * x.take(np.clip(np.arange(n) + shift, 0, n - 1), axis)
            for shift, tap in zip(range(-reach, reach + 1), taps, strict=True)
        )
    return x


def sum_of(parts: Iterable[NDArray[np.float64]]) -> NDArray[np.float64]:
    """Return the sum of arrays, added one after the other."""
    total = 0.0
    for part in parts:
        total = total + part
    return total
