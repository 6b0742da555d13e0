"""The famous kernels, and those that a learner types."""

import numpy as np
from numpy.typing import NDArray

FIXED = {
    "sharpen": ((0, -1, 0), (-1, 5, -1), (0, -1, 0)),
    "emboss": ((-2, -1, 0), (-1, 1, 1), (0, 1, 2)),
    "sobel_x": ((-1, 0, 1), (-2, 0, 2), (-1, 0, 1)),
    "sobel_y": ((-1, -2, -1), (0, 0, 0), (1, 2, 1)),
    "scharr_x": ((-3, 0, 3), (-10, 0, 10), (-3, 0, 3)),
    "scharr_y": ((-3, -10, -3), (0, 0, 0), (3, 10, 3)),
    "prewitt_x": ((-1, 0, 1), (-1, 0, 1), (-1, 0, 1)),
    "prewitt_y": ((-1, -1, -1), (0, 0, 0), (1, 1, 1)),
    "laplacian4": ((0, 1, 0), (1, -4, 1), (0, 1, 0)),
    "laplacian8": ((1, 1, 1), (1, -8, 1), (1, 1, 1)),
    "laplacian4_negative": ((0, -1, 0), (-1, 4, -1), (0, -1, 0)),
    "laplacian8_negative": ((-1, -1, -1), (-1, 8, -1), (-1, -1, -1)),
}
"""kernels that are 3×3 by nature"""
ANY_SIZE = ("identity", "box", "gaussian", "log")
NAMES = ("identity", "box", "gaussian", *FIXED, "log")
SIZES = range(1, 8)
LARGEST = 999.0
"""what a learner may type into a cell, either sign"""

Kernel = NDArray[np.float64]


def build(name: str, size: int = 3, sigma: float = 1.0) -> Kernel:
    """Return a kernel as (k, k) float64; `size` counts for `ANY_SIZE` only, `sigma` for `gaussian` and `log`.

    `log` is scaled: its positive numbers add up to 4, as those of `laplacian4` do.

    Raises: KeyError for an unknown name.
    """
    if name in FIXED:
        return np.array(FIXED[name], np.float64)
    y, x = np.mgrid[:size, :size] - (size - 1) / 2
    squared = x * x + y * y
    if name == "identity":
        kernel = np.zeros((size, size))
        kernel[(size - 1) // 2, (size - 1) // 2] = 1
        return kernel
    if name == "box":
        return np.full((size, size), 1 / size**2)
    bell = np.exp(-squared / (2 * sigma**2))
    if name == "gaussian":
        return bell / bell.sum()
    if name != "log":
        raise KeyError(name)
    hat = bell * (squared - 2 * sigma**2) / sigma**4  # ∇² of a Gaussian (Marr & Hildreth, 1980)
    hat -= hat.mean()  # cut off at the window's edge it would not be 0 on a plain surface
    return hat * (4 / max(1e-9, hat[hat > 0].sum()))


def write(kernel: Kernel) -> str:
    """Write a kernel for a link: rows by `_`, numbers by `,`."""
    return "_".join(",".join(f"{value:.4g}" for value in row) for row in kernel)


def read(cells: str) -> Kernel | None:
    """Read what `write` wrote; None for anything that is no square of 1 to 7 numbers within ±`LARGEST`."""
    try:
        rows = [[float(value) for value in row.split(",")] for row in cells.split("_")]
    except ValueError:
        return None
    if len(rows) not in SIZES or any(len(row) != len(rows) for row in rows):
        return None
    kernel = np.array(rows)
    return kernel if np.isfinite(kernel).all() and np.abs(kernel).max() <= LARGEST else None


def resized(kernel: Kernel, size: int) -> Kernel:
    """Return a kernel cut to (size, size) around its middle, or with zeros around it."""
    before = (size - 1) // 2 - (len(kernel) - 1) // 2
    out = np.zeros((size, size))
    for i, row in enumerate(kernel):
        for j, value in enumerate(row):
            if 0 <= i + before < size and 0 <= j + before < size:
                out[i + before, j + before] = value
    return out


def shows(kernel: Kernel) -> str:
    """Return how its result is best looked at: `size` where plain surfaces give 0 (edges), else `clip`."""
    return "size" if abs(kernel.sum()) < 1e-3 * max(1e-9, np.abs(kernel).sum()) else "clip"
