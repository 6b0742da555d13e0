"""What becomes of the agent without one of its tricks: trained beforehand, several times each."""

import csv
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from core.cartpole import environment
from core.cartpole.dqn import Learner, Settings
from core.runtime import cards

FILE = "dqn_ablations.csv"
SEEDS, EPISODES, LOOK_EVERY = 5, 150, 5
LAST = 30
"""attempts at the end over which variants are compared"""
TEST = range(30_000, 30_020)
"""seeds of the starts on which an agent shows what it can do, without random moves"""
NORMAL = Settings()
VARIANTS = {
    "normal": NORMAL,
    "no_replay": replace(NORMAL, memory=1),
    "no_target": replace(NORMAL, target_every=1),
    "no_curiosity": replace(NORMAL, epsilon=(0.0, 0.0)),
    "fixed_epsilon": replace(NORMAL, epsilon=(0.3, 0.3)),
    "short_sighted": replace(NORMAL, gamma=0.5),
    "double": replace(NORMAL, double=True),
}


@dataclass(frozen=True)
class Curves:
    """Mean returns of one variant: `episodes` (E,) · `returns` (seeds, E)."""

    episodes: NDArray[np.int64]
    returns: NDArray[np.float64]


@dataclass(frozen=True)
class Comparison:
    """Mean returns over the last LAST attempts: of the usual algorithm, the variant, its worst and best seed.

    `error` is the standard error of the difference (Welch): the seeds scatter, and five are few.
    """

    normal: float
    variant: float
    least: float
    most: float
    error: float

    @property
    def kind(self) -> str:
        """How the variant did: "same" within two standard errors, else "better", "worse" or "fails"."""
        if abs(self.variant - self.normal) <= 2 * self.error:
            return "same"
        if self.variant > self.normal:
            return "better"
        return "fails" if self.variant < self.normal / 5 else "worse"


def compare(normal: Curves, variant: Curves) -> Comparison:
    """Return how a variant did at the end of its trainings."""
    looks = -(LAST // LOOK_EVERY)
    usual, other = (curves.returns[:, looks:].mean(1) for curves in (normal, variant))
    error = np.sqrt(sum(seeds.var(ddof=1) / len(seeds) for seeds in (usual, other)))
    return Comparison(*map(float, (usual.mean(), other.mean(), other.min(), other.max(), error)))


def run(variant: str, seed: int, episodes: int = EPISODES) -> list[float]:
    """Train one variant; return its mean return from the TEST starts, before and after every LOOK_EVERY."""
    learner = Learner(replace(VARIANTS[variant], episodes=episodes, seed=seed))
    starts, found = environment.starts(TEST), []
    for attempt in range(episodes + 1):
        if attempt % LOOK_EVERY == 0:
            found.append(float(environment.survive(learner.online.moves, starts).mean()))
        if attempt < episodes:
            learner.play_attempt()
    return found


def read() -> dict[str, Curves]:
    """Return the bundled curves by variant."""
    with (cards.BUNDLED / FILE).open(encoding="utf8") as file:
        header, *rows = csv.reader(file)
    episodes = np.array(header[2:], np.int64)
    return {
        variant: Curves(episodes, np.array([row[2:] for row in rows if row[0] == variant], np.float64))
        for variant in VARIANTS
    }
