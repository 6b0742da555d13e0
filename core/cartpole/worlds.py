"""Other starts and other worlds than those of the training: how long an agent lasts there.

Everybody asks for the same few answers, so they are kept.
"""

import math
from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from core.cartpole import environment, infer
from core.cartpole.environment import CARTPOLE, Physics

QUANTITIES = {
    "pole": np.linspace(0.2, 4.0, 20),
    "pole_mass": np.array([0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0, 1.2, 1.4, 1.6, 1.8, 2.0]),
    "gravity": np.array([1.0, 1.6, 3.7, 6, 8, 9.8, 12, 16, 20, 25, 30, 35, 40, 50, 60, 70, 80]),
}
"""values tried: the whole pole's length in m, its mass in kg, gravity in m/s²"""
STARTS = 16
"""starts (of the seeds 0, 1, …) that a mean is over"""
REACH = (CARTPOLE.steepest, math.radians(120))
"""how far a survival map goes to both sides: rad of angle, rad/s of angular speed"""
SIDE = 21
"""places of a survival map in each direction"""


def value_of(physics: Physics, quantity: str) -> float:
    """Return a quantity of a world, in the units of `QUANTITIES`."""
    return 2 * physics.half_length if quantity == "pole" else getattr(physics, quantity)


def with_value(physics: Physics, quantity: str, value: float) -> Physics:
    """Return the world with another value of a quantity."""
    return replace(physics, **{"half_length": value / 2} if quantity == "pole" else {quantity: value})


@lru_cache(maxsize=64)
def survival_map(checkpoint: str, physics: Physics = CARTPOLE) -> NDArray[np.int64]:
    """Return the steps survived (SIDE, SIDE) by angle and by angular speed at the start, for everybody.

    The cart starts in the middle, at rest; raises as `infer.network`.
    """
    angles, speeds = (most * (2 * np.arange(SIDE) + 1 - SIDE) / SIDE for most in REACH)
    steps = infer.survival(checkpoint, angles, speeds, physics)
    steps.flags.writeable = False
    return steps


@lru_cache(maxsize=256)
def mean_steps(checkpoint: str, physics: Physics = CARTPOLE) -> float:
    """Return how many steps an agent stays up in a world, on average; raises as `infer.network`."""
    starts = environment.starts(range(STARTS))
    return float(environment.survive(infer.network(checkpoint).moves, starts, physics).mean())


def sweep(checkpoint: str, quantity: str) -> NDArray[np.float64]:
    """Return `mean_steps` for every value of a quantity (n,), all else as in the training."""
    worlds = (with_value(CARTPOLE, quantity, float(value)) for value in QUANTITIES[quantity])
    return np.array([mean_steps(checkpoint, world) for world in worlds])
