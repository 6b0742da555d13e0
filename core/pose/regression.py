"""Two ways to say where a point is: a map with a peak, or two numbers; and what each does when in doubt.

A heat map is a grid of cells; the answer is the middle of the highest one (Tompson et al., 2014). Regression
says x and y themselves (Toshev and Szegedy, 2014). Where a network cannot know which of two places is meant,
least squares makes it say their mean: the constant with the smallest mean squared error.
"""

from dataclasses import dataclass

import numpy as np

SIDE = 256
"""pixels of the view that the networks look at"""
SPREAD = 1.2
"""standard deviation of a peak, in cells"""
CELLS = (4, 8, 16, 32, 64)


@dataclass(frozen=True)
class Doubt:
    """A point at `true`, which is meant with probability `share`, else one at `other`; pixels of SIDE."""

    true: tuple[float, float]
    other: tuple[float, float]
    share: float
    cells: int


START = Doubt((62.0, 170.0), (194.0, 170.0), 1.0, 16)


def heat_map(doubt: Doubt) -> np.ndarray:
    """Return the map (cells, cells) of the best network: bumps as high as each place is likely."""
    middles = (np.arange(doubt.cells) + 0.5) * SIDE / doubt.cells
    wide = 2 * (SPREAD * SIDE / doubt.cells) ** 2
    every = []
    for (x, y), share in ((doubt.true, doubt.share), (doubt.other, 1 - doubt.share)):
        every.append(share * np.exp(-((middles[None] - x) ** 2 + (middles[:, None] - y) ** 2) / wide))
    return np.sum(every, 0)


def peak(heat: np.ndarray) -> np.ndarray:
    """Return the middle (2,) of the highest cell, x and y in pixels of SIDE; the first of equal ones."""
    row, column = np.unravel_index(heat.argmax(), heat.shape)
    return (np.array([column, row]) + 0.5) * SIDE / heat.shape[0]


def least_squares(doubt: Doubt) -> np.ndarray:
    """Return the point (2,) with the smallest expected squared error: the mean of both places."""
    return doubt.share * np.array(doubt.true) + (1 - doubt.share) * np.array(doubt.other)


def errors(doubt: Doubt) -> tuple[float, float]:
    """Return how many pixels of SIDE the heat map's peak and the regression are from the true place."""
    true = np.array(doubt.true)
    return float(np.hypot(*(peak(heat_map(doubt)) - true))), float(np.hypot(*(least_squares(doubt) - true)))


def write(doubt: Doubt) -> str:
    """Return a text for the link."""
    return ",".join(f"{v:g}" for v in (*doubt.true, *doubt.other, doubt.share, doubt.cells))


def read(text: str) -> Doubt:
    """Return what a link holds; `START` where it holds anything else."""
    try:
        *numbers, cells = map(float, text.split(","))
        at = [min(max(v, 0.0), float(SIDE)) for v in numbers[:4]]
        usable = len(numbers) == 5 and np.isfinite(numbers).all() and cells in CELLS
    except ValueError:
        return START
    if not usable:
        return START
    return Doubt((at[0], at[1]), (at[2], at[3]), min(max(numbers[4], 0.5), 1.0), int(cells))
