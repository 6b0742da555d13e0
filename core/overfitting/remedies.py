"""Remedies against overfitting, alone or together, each measured on the same twenty small sets of dots."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from core.overfitting import dots, network

REMEDIES = ("more", "jitter", "decay", "dropout", "early", "small", "norm")
RUNS, DOTS, MORE_DOTS, NOISE = 20, 20, 80, 0.3
JITTER, DECAY, DROPOUT, SMALL = 0.3, 1.0, 0.5, (4,)
GOAL = 0.31
"""median test loss that the challenge asks for"""


@dataclass(frozen=True)
class Measured:
    """(RUNS,) losses (binary cross-entropy) and shares of test dots told right, one a run."""

    train: NDArray[np.float64]
    test: NDArray[np.float64]
    right: NDArray[np.float64]

    @property
    def middle(self) -> float:
        """The median test loss."""
        return float(np.median(self.test))

    @property
    def spread(self) -> tuple[float, float]:
        """Between which test losses the middle half of the runs lies."""
        low, high = np.percentile(self.test, (25, 75))
        return float(low), float(high)


def plan(switches: Collection[str]) -> network.Plan:
    """Return how a network learns with the remedies that are switched on."""
    return network.Plan(
        hidden=SMALL if "small" in switches else (16, 16),
        decay=DECAY if "decay" in switches else 0.0,
        dropout=DROPOUT if "dropout" in switches else 0.0,
        jitter=JITTER if "jitter" in switches else 0.0,
        normalise="norm" in switches,
    )


@lru_cache(maxsize=256)
def measure(name: str, switches: frozenset[str]) -> Measured:
    """Train RUNS networks on RUNS draws of the dots `name`; the same draws for whatever is switched on."""
    count = MORE_DOTS if "more" in switches else DOTS
    tasks = [dots.task(name, count, DOTS, NOISE, seed) for seed in range(RUNS)]
    history = network.train(plan(switches), tasks)
    at = history.best if "early" in switches else np.full(RUNS, len(history.steps) - 1)
    runs = np.arange(RUNS)
    return Measured(*(column[at, runs] for column in (history.train, history.test, history.right)))
