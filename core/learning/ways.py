"""Three ways to learn from the same dots: with labels, without, and from "warmer" and "colder"."""

from collections import deque
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.learning import fruits
from core.learning.fruits import Border, Fruits

DOTS, FRAMES, SIDE = 36, 30, 9
"""dots, looks at each way, and cells of the mouse's field along a side"""
MOUSE, CHEESE = (0, 0), (8, 8)
"""cells (column, row from below) where the mouse begins and where the cheese lies"""
MOVES = ((1, 0), (0, 1), (-1, 0), (0, -1))
LONGEST_WALK, CURIOUS, RATE = 120, 0.6, 0.5
SEED = 0
LABELS = ("A", "B")

Array = NDArray[np.float64]
Cell = tuple[int, int]


@dataclass(frozen=True)
class Groups:
    """A look at k-means: `middles` (k, 2) and `of` (n,) the nearest middle of each dot."""

    middles: Array
    of: NDArray[np.int64]


@dataclass(frozen=True)
class Walk:
    """The cells that a mouse went through, first to last."""

    cells: tuple[Cell, ...]

    @property
    def arrived(self) -> bool:
        """Whether it ended at the cheese."""
        return self.cells[-1] == CHEESE


def draw(seed: int) -> Fruits:
    """Draw two clouds of dots in 0..1 × 0..1, half of a kind each."""
    rng = np.random.default_rng(seed)
    kind = np.arange(DOTS) % 2 == 0
    middle = np.where(kind[:, None], [0.3, 0.64], [0.68, 0.4])
    return Fruits(np.clip(middle + rng.normal(0, 0.11, (DOTS, 2)), 0.04, 0.96), kind)


def with_labels(dots: Fruits) -> list[Border]:
    """Return FRAMES borders, from the first to the learnt one (gradient descent)."""
    found = fruits.learn(dots)
    return [found[round(i * (len(found) - 1) / (FRAMES - 1))] for i in range(FRAMES)]


def without_labels(xy: Array, k: int, seed: int) -> list[Groups]:
    """Return the looks at k-means (Lloyd 1982): begin at k of the dots, move each middle to its dots' mean.

    Ends where nothing changes any more; FRAMES looks at most.
    """
    middles = xy[np.random.default_rng([seed, k]).choice(len(xy), k, replace=False)]
    found: list[Groups] = []
    while len(found) < FRAMES:
        of = ((xy[:, None] - middles) ** 2).sum(-1).argmin(1)
        found.append(Groups(middles, of))
        moved = np.array([xy[of == i].mean(0) if (of == i).any() else middles[i] for i in range(k)])
        if np.allclose(moved, middles):
            break
        middles = moved
    return found


def bushes(xy: Array) -> frozenset[Cell]:
    """Return the cells that nobody can enter: those in which a dot lies, but where mouse and cheese are."""
    cells = {(int(x * SIDE), int(y * SIDE)) for x, y in xy}
    return frozenset(cells - {MOUSE, CHEESE})


def distances(closed: frozenset[Cell]) -> dict[Cell, int]:
    """Return how many steps each cell that can be reached is from the cheese."""
    found, waiting = {CHEESE: 0}, deque([CHEESE])
    while waiting:
        at = waiting.popleft()
        for dx, dy in MOVES:
            to = at[0] + dx, at[1] + dy
            if to not in closed and to not in found and min(to) >= 0 and max(to) < SIDE:
                found[to] = found[at] + 1
                waiting.append(to)
    return found


def warmer(closed: frozenset[Cell], seed: int) -> list[Walk]:
    """Return FRAMES walks of a mouse that learns a value for each move in each cell.

    It is curious at first and less and less: it tries any move with a probability of CURIOUS down to 0.
    After a move it hears +1 (warmer: nearer to the cheese on foot) or −1 (colder, or a bush), and moves the
    value half way there. Nobody tells it which move was right.
    """
    rng, far = np.random.default_rng([seed, 2]), distances(closed)
    values: dict[Cell, Array] = {}
    walks = []
    for walk in range(FRAMES):
        at, cells, curious = MOUSE, [MOUSE], CURIOUS * (1 - walk / (FRAMES - 1))
        while at != CHEESE and len(cells) <= LONGEST_WALK:
            value = values.setdefault(at, rng.normal(0, 1e-3, 4))
            move = int(rng.integers(4)) if rng.random() < curious else int(value.argmax())
            to = at[0] + MOVES[move][0], at[1] + MOVES[move][1]
            heard = 1 if to in far and far[to] < far[at] else -1
            value[move] += RATE * (heard - value[move])
            at = to if to in far else at
            cells.append(at)
        walks.append(Walk(tuple(cells)))
    return walks
