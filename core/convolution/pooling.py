"""What a shift and a turn do to an output: equivariance and invariance as numbers."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.convolution.kernels import build
from core.convolution.sliding import Sliding, convolve, pool

KINDS = ("conv", "strided", "max", "mean")
"""upright edges of every pixel; of every second (third, fourth) one; the edges pooled in two ways"""
MAX_SHIFT = 8

Array = NDArray[np.floating]


@dataclass(frozen=True)
class Change:
    """How much an output differs, as a share of its own contrast (0: not at all).

    `stays`: the photo was shifted, the outputs are compared place by place (invariance). `moves`: the old
    output is shifted along first (equivariance), by the better whole number of its pixels where the shift is
    none. `turned`: the photo is turned by 90°, and the old output with it.
    """

    stays: float
    moves: float
    turned: float


def edges(x: Array, stride: int = 1) -> Array:
    """Return how strong the upright edges of (H, W) are: |Sobel x|, without padding."""
    return np.abs(convolve(x, build("sobel_x"), Sliding(3, stride)))


def outputs(size: int) -> dict[str, Callable[[Array], Array]]:
    """Return the functions that are compared, by `KINDS`; `size` is the side of the pooling window."""
    window = Sliding(size, size)
    return {
        "conv": edges,
        "strided": lambda x: edges(x, size),
        "max": lambda x: pool(edges(x), "max", window),
        "mean": lambda x: pool(edges(x), "mean", window),
    }


def difference(a: Array, b: Array) -> float:
    """Return the root mean square of a − b over the standard deviation of b; 0 for a plain b."""
    contrast = b.std()
    return float(np.sqrt(np.mean((a - b) ** 2)) / contrast) if contrast > 1e-9 else 0.0


def change(x: Array, function: Callable[[Array], Array], stride: int, shift: int) -> Change:
    """Shift what is seen of (H, W) by `shift` ≤ `MAX_SHIFT` pixels, then turn it by 90°; compare outputs."""
    width = x.shape[1] - MAX_SHIFT
    here, there = function(x[:, :width]), function(x[:, shift : shift + width])
    steps = {shift // stride, -(-shift // stride)}
    moves = min(difference(there[:, : there.shape[1] - step], here[:, step:]) for step in steps)
    side = (min(x.shape) - 2) // stride * stride + 2  # the windows then lie alike from either end
    square = x[:side, :side]
    turned = difference(function(np.rot90(square)), np.rot90(function(square)))
    return Change(difference(there, here), moves, turned)


def changes(x: Array, size: int, shift: int) -> dict[str, Change]:
    """Return the change of every output for a grey photo (H, W) of at least 24 pixels a side."""
    return {
        kind: change(x, function, 1 if kind == "conv" else size, shift)
        for kind, function in outputs(size).items()
    }


def every_shift(x: Array, size: int) -> list[dict[str, Change]]:
    """Return the changes for shifts of 0 to `MAX_SHIFT` pixels."""
    return [changes(x, size, shift) for shift in range(MAX_SHIFT + 1)]
