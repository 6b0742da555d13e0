"""Two kinds of dots in the plane that reach into each other: to train on, to choose with, to test with."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SETS = ("moons", "circles", "clouds")
REACH = 2.4
"""the plane shows −REACH … REACH in both directions"""
TEST_DOTS = 400
"""so many that the test loss hardly depends on which dots were drawn"""


@dataclass(frozen=True)
class Dots:
    """`xy` (n, 2) places and `kind` (n,) 0 or 1."""

    xy: NDArray[np.float64]
    kind: NDArray[np.int64]


@dataclass(frozen=True)
class Task:
    """Dots to train on, others to choose with (validation), and those to test with at the end."""

    train: Dots
    validation: Dots
    test: Dots


def draw(name: str, count: int, noise: float, seed: int) -> Dots:
    """Draw `count` dots by scikit-learn's generators; `noise` is the deviation of each coordinate.

    A disc in a ring, two half moons, or two round clouds; about the middle of the plane. Even `count`.
    """
    from sklearn import datasets

    if name == "moons":
        xy, kind = datasets.make_moons(count, noise=noise, random_state=seed)
        xy = (xy - [0.5, 0.25]) * 1.2
    elif name == "circles":
        xy, kind = datasets.make_circles(count, noise=noise, factor=0.45, random_state=seed)
        xy = xy * 1.3
    else:
        middles = [[-0.7, -0.5], [0.7, 0.5]]
        xy, kind = datasets.make_blobs(count, centers=middles, cluster_std=0.3 + noise, random_state=seed)
    return Dots(np.clip(xy, -REACH, REACH), kind.astype(np.int64))


def task(name: str, count: int, held: int, noise: float, seed: int) -> Task:
    """Draw dots thrice by one rule: `count` to train on, `held` to choose with, TEST_DOTS to test."""
    seeds = np.random.SeedSequence(seed).generate_state(3)
    train, validation, test = (
        draw(name, n, noise, int(s)) for n, s in zip((count, held, TEST_DOTS), seeds, strict=True)
    )
    return Task(train, validation, test)
