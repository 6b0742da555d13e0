"""Four ways to make a small map large again, on numbers that can be checked by hand."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

METHODS = ("nearest", "bilinear", "unpool", "transposed")
KERNELS = {
    "copy": ((1, 1), (1, 1)),
    "learnt": ((1, 2), (0, -1)),
    "overlap": ((0.25, 0.5, 0.25), (0.5, 1, 0.5), (0.25, 0.5, 0.25)),
    "ones": ((1, 1, 1), (1, 1, 1), (1, 1, 1)),
}
"""two that fit side by side at stride 2, two that overlap: one evenly, one not"""
STRIDE = 2


@dataclass(frozen=True)
class Step:
    """One number of the small map, at (row, column), and what it adds to the large one, of that size."""

    row: int
    column: int
    adds: NDArray[np.float64]


@dataclass(frozen=True)
class Growth:
    """A large map and the steps that it is the sum of."""

    large: NDArray[np.float64]
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Pooled:
    """What max pooling by 2 keeps: the largest of each square (n, n), and its row and column before."""

    values: NDArray[np.float64]
    rows: NDArray[np.int64]
    columns: NDArray[np.int64]


def max_pool(x: NDArray) -> Pooled:
    """Halve (2n, 2n) to (n, n), and remember where each number was; of equals the first counts."""
    n = x.shape[0] // STRIDE
    squares = x.reshape(n, STRIDE, n, STRIDE).swapaxes(1, 2).reshape(n, n, STRIDE * STRIDE)
    at = squares.argmax(-1)
    rows, columns = np.indices((n, n)) * STRIDE
    return Pooled(squares.max(-1).astype(float), rows + at // STRIDE, columns + at % STRIDE)


def grow(pooled: Pooled, method: str, kernel: NDArray | None = None) -> Growth:
    """Double (n, n) by one of METHODS, number by number; `kernel` (k, k) is for "transposed".

    Unpooling puts each number back where it was and leaves zeros elsewhere (Zeiler & Fergus, 2014).
    Transposed convolution lays each number times the kernel down, STRIDE apart, and adds what overlaps; the
    middle (2n, 2n) is kept. Bilinear takes straight lines between the middles of the pixels.
    """
    n = len(pooled.values)
    place = {"nearest": _square, "unpool": _back, "bilinear": _tent}
    steps = []
    for row, column in np.ndindex(n, n):
        if method == "transposed":
            share = _stamp(n, row, column, np.asarray(kernel, float))
        else:
            share = place[method](pooled, row, column)
        steps.append(Step(row, column, pooled.values[row, column] * share))
    return Growth(np.sum([step.adds for step in steps], axis=0), tuple(steps))


def shares(kernel: NDArray) -> tuple[float, float]:
    """Return the smallest and the largest sum of shares that a cell gets of a kernel (k, k), edges aside.

    Where they differ, even a map of equal numbers becomes chequered (Odena et al., "Deconvolution and
    Checkerboard Artifacts", 2016).
    """
    kernel = np.asarray(kernel, float)
    sums = [kernel[row::STRIDE, column::STRIDE].sum() for row in range(STRIDE) for column in range(STRIDE)]
    return float(min(sums)), float(max(sums))


def _square(pooled: Pooled, row: int, column: int) -> NDArray[np.float64]:
    return _stamp(len(pooled.values), row, column, np.ones((STRIDE, STRIDE)))


def _back(pooled: Pooled, row: int, column: int) -> NDArray[np.float64]:
    n = len(pooled.values) * STRIDE
    large = np.zeros((n, n))
    large[pooled.rows[row, column], pooled.columns[row, column]] = 1
    return large


def _tent(pooled: Pooled, row: int, column: int) -> NDArray[np.float64]:
    n = len(pooled.values)
    return np.outer(_weights(n)[:, row], _weights(n)[:, column])


def _weights(n: int) -> NDArray[np.float64]:
    """Return how much of each of n numbers is in each of 2n (2n, n): ¾ and ¼ of the two nearest middles."""
    middles = np.clip((np.arange(STRIDE * n) + 0.5) / STRIDE - 0.5, 0, n - 1)
    return np.maximum(0, 1 - np.abs(middles[:, None] - np.arange(n)))


def _stamp(n: int, row: int, column: int, kernel: NDArray[np.float64]) -> NDArray[np.float64]:
    side, k = n * STRIDE, len(kernel)
    whole = np.zeros((side + k, side + k))
    whole[STRIDE * row : STRIDE * row + k, STRIDE * column : STRIDE * column + k] = kernel
    before = (k - STRIDE) // 2
    return whole[before : before + side, before : before + side]


def example(seed: int, side: int = 6) -> NDArray[np.int64]:
    """Return whole numbers 0..9 (side, side); the same for the same seed."""
    return np.random.default_rng(seed).integers(0, 10, (side, side))
