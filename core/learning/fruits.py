"""Fruits with two numbers each, a rule written by hand and one that is found from the same examples."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SEEN, NEW = 20, 40
"""how many examples a rule is made from, and how many it meets later"""
START = (35, 75)
"""the rule by hand that the page opens with, in percent"""
SEED = 3
STEPS, RATE, LOOKS = 400, 2.0, 40
FIRST = (-0.6, 0.9, 0.0)
"""the border that learning begins with"""
BLUR = 0.03
"""how far chance moves a fruit: a few pears lie among the apples"""

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Fruits:
    """`looks` (n, 2) how round and how red, 0..1, in whole hundredths; `apple` (n,) whether it is one."""

    looks: Array
    apple: NDArray[np.bool_]


@dataclass(frozen=True)
class Border:
    """An apple where w₁·round + w₂·red + b > 0."""

    w1: float
    w2: float
    b: float

    def right(self, fruits: Fruits) -> int:
        """Return how many fruits it tells right."""
        answer = fruits.looks @ [self.w1, self.w2] + self.b > 0
        return int((answer == fruits.apple).sum())


def draw(count: int, seed: int) -> Fruits:
    """Draw fruits: half apples, half pears. Apples are rounder and redder *together*, with some chance in it.

    A green one can be an apple if it is very round, a red one a pear if it is long.
    """
    rng = np.random.default_rng(seed)
    apple = np.arange(count) % 2 == 0
    along = rng.uniform(-0.4, 0.4, count)  # round and pale … long and red
    above = np.where(apple, 1, -1) * rng.uniform(0.04, 0.22, count) + rng.normal(0, BLUR, count)
    looks = np.column_stack([0.5 + along + above, 0.5 - along + above])
    return Fruits(np.clip(looks, 0.03, 0.97).round(2), apple)


def both(seed: int) -> tuple[Fruits, Fruits]:
    """Return the examples that rules are made from and those that come later."""
    one, two = np.random.SeedSequence(seed).generate_state(2)
    return draw(SEEN, int(one)), draw(NEW, int(two))


def by_hand(fruits: Fruits, rule: tuple[int, int]) -> int:
    """Return how many fruits the rule tells right: an apple if round > and red > so many percent."""
    answer = (np.round(100 * fruits.looks) > rule).all(1)
    return int((answer == fruits.apple).sum())


def best_by_hand(fruits: Fruits) -> int:
    """Return how many the best of all 101 × 101 rules tells right."""
    over = np.round(100 * fruits.looks)[:, :, None] > np.arange(101)  # (n, 2, 101)
    answers = over[:, 0, :, None] & over[:, 1, None, :]
    return int((answers == fruits.apple[:, None, None]).sum(0).max())


def gradient(fruits: Fruits, at: Array) -> Array:
    """Return the gradient of the mean binary cross-entropy in (w₁, w₂, b)."""
    x = np.column_stack([fruits.looks, np.ones(len(fruits.looks))])
    p = 1 / (1 + np.exp(-x @ at))
    return x.T @ (p - fruits.apple) / len(x)


def learn(fruits: Fruits) -> list[Border]:
    """Find a border by gradient descent; return what it is at first and at LOOKS even steps on the way."""
    at = np.array(FIRST)
    found = [Border(*at.tolist())]
    for step in range(1, STEPS + 1):
        at = at - RATE * gradient(fruits, at)
        if step % (STEPS // LOOKS) == 0:
            found.append(Border(*at.tolist()))
    return found


def read(text: str) -> tuple[int, int]:
    """Return the rule that a link holds, "35,75"; `START` where it holds anything else."""
    parts = text.split(",")
    if len(parts) != 2 or not all(part.isdecimal() and len(part) < 4 for part in parts):
        return START
    return min(int(parts[0]), 100), min(int(parts[1]), 100)


def write(rule: tuple[int, int]) -> str:
    """Return a rule as a link holds it."""
    return f"{rule[0]},{rule[1]}"
