"""The occlusion map: cover one square after the other, and see what that takes from the answer.

Zeiler & Fergus (2014). It needs no gradient and looks into no layer: it asks the network from outside.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.explanation import masking

GRIDS = (15, 11, 8)
"""squares along a side: the more the network can answer in BUDGET_S, the more"""
BUDGET_S = 4.0
SQUARE = 0.25
"""the side of the square that covers, as a share of the picture's"""
BATCH = 16

Ask = Callable[[NDArray[np.uint8]], NDArray[np.floating]]


@dataclass(frozen=True)
class Occlusion:
    """Probabilities of all classes: of the whole picture (n,), with each square covered (grid, grid, n)."""

    before: NDArray[np.float32]
    after: NDArray[np.float32]

    def drop(self, index: int) -> NDArray[np.float32]:
        """Return how much of one class's probability each square takes, (grid, grid) in −1..1."""
        return self.before[index] - self.after[..., index]


def occlude(
    seen: NDArray[np.uint8], ask: Ask, on_progress: Callable[[float], None], grid: int | None = None
) -> Occlusion:
    """Cover each square of a picture (S, S, 3) in turn; `ask` gives the probabilities (B, n) of (B, S, S, 3).

    Without `grid` it is as fine as BUDGET_S allows, by the time of a first batch. `on_progress` gets 0..1.
    """
    before = ask(seen[None])[0]
    if grid is None:
        started = time.perf_counter()
        ask(np.repeat(seen[None], BATCH, 0))
        grid = affordable((time.perf_counter() - started) / BATCH)
    places = list(np.ndindex(grid, grid))
    after = []
    for first in range(0, len(places), BATCH):
        views = [one_covered(seen, place, grid) for place in places[first : first + BATCH]]
        after.append(ask(np.stack(views)))
        on_progress(min(1.0, (first + BATCH) / len(places)))
    found = np.concatenate(after).reshape(grid, grid, -1)
    return Occlusion(before.astype(np.float32), found.astype(np.float32))


def affordable(seconds: float) -> int:
    """Return the finest grid for a network that takes `seconds` a picture, else the coarsest."""
    return next((grid for grid in GRIDS if grid * grid * seconds <= BUDGET_S), GRIDS[-1])


def one_covered(seen: NDArray[np.uint8], place: tuple[int, int], grid: int) -> NDArray[np.uint8]:
    """Return the picture with a grey square around the middle of one cell (row, column) of the grid."""
    side = len(seen)
    half = max(1, round(SQUARE * side / 2))
    y, x = (round((index + 0.5) * side / grid) for index in place)
    top, left = max(0, y - half), max(0, x - half)
    view = seen.copy()
    view[top : y + half, left : x + half] = masking.filling(view[:1, :1], "grey")[0, 0]
    return view
