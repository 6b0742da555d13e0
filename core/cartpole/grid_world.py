"""A small world of cells in which Q-learning needs only a table (Watkins, 1989).

The browser computes the same with the same random numbers (core/ui/components/cartpole/grid_world.js); a
test compares the two. What the page shows of the rule is `update` below.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

ROWS, COLUMNS = 5, 7
START = (4, 0)
EMPTY, TREASURE, PIT, WALL = "0123"
REWARD = {EMPTY: 0.0, TREASURE: 1.0, PIT: -1.0}
MOVES = ((-1, 0), (0, 1), (1, 0), (0, -1))
"""up, right, down, left"""
PATIENCE = 200
"""steps after which an attempt ends all the same"""
WORLDS = {
    "maze": "00000010303002030300000030200000000",
    "cliff": "00000000000000000000000000000222221",
    "open": "00000010000000000000000000000000000",
}
Table = NDArray[np.float64]


@dataclass(frozen=True)
class Setup:
    """The cells, row by row from the top, and how the walker learns."""

    cells: str
    alpha: float = 0.5
    gamma: float = 0.9
    epsilon: float = 0.2


FIRST = "|".join((WORLDS["maze"], "0.5", "0.9", "0.2"))


def read(text: str) -> Setup:
    """Return the setup of "cells|α|γ|ε"; anything that is none gives the first one."""
    try:
        cells, *numbers = text.split("|")
        alpha, gamma, epsilon = map(float, numbers)
    except ValueError:
        return read(FIRST)
    fine = len(cells) == ROWS * COLUMNS and set(cells) <= set("0123") and cells[_index(START)] == EMPTY
    return Setup(cells, alpha, gamma, epsilon) if fine and _shares(alpha, gamma, epsilon) else read(FIRST)


def write(setup: Setup) -> str:
    """Return the text that `read` reads."""
    return "|".join((setup.cells, *(f"{n:g}" for n in (setup.alpha, setup.gamma, setup.epsilon))))


def _shares(*numbers: float) -> bool:
    return all(0 <= number <= 1 for number in numbers)


def _index(cell: tuple[int, int]) -> int:
    return cell[0] * COLUMNS + cell[1]


def move(cells: str, cell: tuple[int, int], action: int) -> tuple[tuple[int, int], float, bool]:
    """Return the next cell, the reward, and whether the attempt is over; walls and edges hold one back."""
    row, column = cell[0] + MOVES[action][0], cell[1] + MOVES[action][1]
    inside = 0 <= row < ROWS and 0 <= column < COLUMNS
    after = (row, column) if inside and cells[_index((row, column))] != WALL else cell
    reward = REWARD[cells[_index(after)]]
    return after, reward, reward != 0


def update(q: Table, cell: int, action: int, reward: float, after: int, over: bool, setup: Setup) -> None:
    """Pull Q(s, a) a share α of the way towards r + γ · max Q(s′, ·)."""
    target = reward if over else reward + setup.gamma * q[after].max()
    q[cell, action] += setup.alpha * (target - q[cell, action])


def choose(values: NDArray[np.float64], epsilon: float, random: Callable[[], float]) -> int:
    """Return a random move with probability ε, else the best one; of several best, one by chance."""
    if random() < epsilon:
        return int(random() * len(MOVES))
    best = np.flatnonzero(values == values.max())
    return int(best[int(random() * len(best))])


def learn(setup: Setup, attempts: int, seed: int) -> tuple[Table, list[int]]:
    """Return the table (cells, 4) after so many attempts, and the steps of each."""
    q, steps, random = np.zeros((ROWS * COLUMNS, len(MOVES))), [], chance(seed)
    for _ in range(attempts):
        cell, over, count = START, False, 0
        while not over and count < PATIENCE:
            here, action = _index(cell), choose(q[_index(cell)], setup.epsilon, random)
            cell, reward, over = move(setup.cells, cell, action)
            update(q, here, action, reward, _index(cell), over, setup)
            count += 1
        steps.append(count)
    return q, steps


def chance(seed: int) -> Callable[[], float]:
    """Return random numbers in 0..1 as the browser draws them (mulberry32, T. Ettinger 2017)."""
    state = seed & 0xFFFFFFFF

    def multiply(a: int, b: int) -> int:
        return (a * b) & 0xFFFFFFFF

    def draw() -> float:
        nonlocal state
        state = (state + 0x6D2B79F5) & 0xFFFFFFFF
        t = multiply(state ^ state >> 15, state | 1)
        t ^= (t + multiply(t ^ t >> 7, t | 61)) & 0xFFFFFFFF
        return (t ^ t >> 14) / 2**32

    return draw
