"""Histograms of oriented gradients (Dalal & Triggs, 2005) of many patches at once, as in scikit-image."""

import numpy as np
from numpy.typing import NDArray

CELL, BLOCK, BINS = 5, 2, 9
"""pixels a cell, cells a block (a side each), directions between 0° and 180°"""
TINY, MOST = 1e-5, 0.2
"""L2-Hys: added to the length of a block, and what no number of it may exceed"""


def hog(patches: NDArray[np.floating]) -> NDArray[np.float64]:
    """Return features (N, d) of grey patches (N, H, W); their sides are multiples of CELL."""
    n, height, width = patches.shape
    size, angle = _gradients(np.asarray(patches, np.float64))
    rows, columns = height // CELL, width // CELL
    bins = np.minimum((angle * (BINS / 180)).astype(np.int64), BINS - 1)
    cell = np.arange(height)[:, None] // CELL * columns + np.arange(width)[None] // CELL  # (H, W)
    place = (np.arange(n)[:, None, None] * rows * columns + cell) * BINS + bins
    counts = np.bincount(place.ravel(), size.ravel(), n * rows * columns * BINS)
    cells = counts.reshape(n, rows, columns, BINS) / CELL**2
    blocks = np.lib.stride_tricks.sliding_window_view(cells, (BLOCK, BLOCK), axis=(1, 2))
    blocks = blocks.transpose(0, 1, 2, 4, 5, 3).reshape(n, -1, BLOCK * BLOCK * BINS)
    return _unit(np.minimum(_unit(blocks), MOST)).reshape(n, -1)


def _gradients(x: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return length and direction (0..180°) of the change of brightness at each pixel; 0 at the edges."""
    down, across = np.zeros_like(x), np.zeros_like(x)
    down[:, 1:-1] = x[:, 2:] - x[:, :-2]
    across[:, :, 1:-1] = x[:, :, 2:] - x[:, :, :-2]
    return np.hypot(across, down), np.rad2deg(np.arctan2(down, across)) % 180


def _unit(blocks: NDArray[np.float64]) -> NDArray[np.float64]:
    return blocks / np.sqrt((blocks**2).sum(-1, keepdims=True) + TINY**2)
