"""Other worlds than the one of the training: how long an agent lasts as one quantity changes."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from core.cartpole import environment, infer
from core.cartpole.environment import CARTPOLE, Physics

QUANTITIES = {
    "pole": np.linspace(0.2, 4.0, 20),
    "pole_mass": np.array([0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0, 1.2, 1.4, 1.6, 1.8, 2.0]),
    "gravity": np.array([1.0, 1.6, 3.7, 5, 7, 8, 9.8, 11, 12.5, 14, 16, 18, 20, 22.5, 25]),
}
"""values tried: the whole pole's length in m, its mass in kg, gravity in m/s²"""
STARTS = 16
"""starts (of the seeds 0, 1, …) that a mean is over"""


def value_of(physics: Physics, quantity: str) -> float:
    """Return a quantity of a world, in the units of `QUANTITIES`."""
    return 2 * physics.half_length if quantity == "pole" else getattr(physics, quantity)


def with_value(physics: Physics, quantity: str, value: float) -> Physics:
    """Return the world with another value of a quantity."""
    return replace(physics, **{"half_length": value / 2} if quantity == "pole" else {quantity: value})


def mean_steps(checkpoint: str, physics: Physics = CARTPOLE) -> float:
    """Return how many steps an agent stays up in a world, on average; raises as `infer.network`."""
    starts = environment.starts(range(STARTS))
    return float(environment.survive(infer.network(checkpoint).moves, starts, physics).mean())


def sweep(checkpoint: str, quantity: str) -> NDArray[np.float64]:
    """Return `mean_steps` for every value of a quantity (n,), the others as in the training."""
    worlds = (with_value(CARTPOLE, quantity, float(value)) for value in QUANTITIES[quantity])
    return np.array([mean_steps(checkpoint, world) for world in worlds])
