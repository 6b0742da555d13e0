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
