"""The cart with the pole: the physics of gymnasium's CartPole-v1 for many carts at once.

Equations of motion: R. V. Florian, Correct equations for the dynamics of the cart-pole system (2007), without
friction; one Euler step every `tau` seconds, as in Barto, Sutton & Anderson (1983).
"""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Policy = Callable[[NDArray[np.float64]], NDArray[np.integer]]
"""states (N, 4) to moves (N,)"""
LEFT, RIGHT = 0, 1
FIRST = 0.05
"""each number of a start is drawn evenly from −FIRST..FIRST"""


@dataclass(frozen=True)
class Physics:
    """What the world is like; the defaults are CartPole-v1's."""

    gravity: float = 9.8
    """m/s²"""
    cart_mass: float = 1.0
    """kg"""
    pole_mass: float = 0.1
    """kg"""
    half_length: float = 0.5
    """m, from the joint to the pole's centre of mass"""
    force: float = 10.0
    """N, to the left or to the right in every step"""
    tau: float = 0.02
    """s a step"""
    farthest: float = 2.4
    """m from the middle at which the episode ends"""
    steepest: float = 12 * 2 * math.pi / 360
    """rad from upright at which the episode ends"""
    longest: int = 500
    """steps after which the episode ends all the same"""


CARTPOLE = Physics()


def start(seed: int, physics: Physics = CARTPOLE) -> NDArray[np.float64]:
    """Return the state (4,) that gymnasium's reset(seed=seed) gives: x, x′ in m(/s), θ, θ′ in rad(/s)."""
    return np.random.default_rng(seed).uniform(-FIRST, FIRST, 4)


def starts(seeds: Iterable[int]) -> NDArray[np.float64]:
    """Return the starts (N, 4) of several seeds."""
    return np.stack([start(seed) for seed in seeds])


def step(
    states: NDArray[np.float64],
    actions: ArrayLike,
    physics: Physics = CARTPOLE,
    push: ArrayLike = 0.0,
) -> NDArray[np.float64]:
    """Return the states (..., 4) one step later; `actions` (...) are LEFT or RIGHT.

    `push` is a force in N on the cart besides the agent's, to the right if positive.
    """
    _, speed, angle, turn = np.moveaxis(states, -1, 0)
    force = np.where(np.asarray(actions) == RIGHT, physics.force, -physics.force) + push
    cos, sin = np.cos(angle), np.sin(angle)
    mass, moment = physics.cart_mass + physics.pole_mass, physics.pole_mass * physics.half_length
    pushed = (force + moment * turn**2 * sin) / mass
    inertia = physics.half_length * (4 / 3 - physics.pole_mass * cos**2 / mass)
    turning = (physics.gravity * sin - cos * pushed) / inertia  # rad/s²
    speeding = pushed - moment * turning * cos / mass  # m/s²
    change = np.stack((speed, speeding, turn, turning), -1)
    return states + physics.tau * change


def failed(states: NDArray[np.float64], physics: Physics = CARTPOLE) -> NDArray[np.bool_]:
    """Tell for states (..., 4) whether the cart is too far out or the pole too steep."""
    return (np.abs(states[..., 0]) > physics.farthest) | (np.abs(states[..., 2]) > physics.steepest)


def survive(
    policy: Policy,
    states: NDArray[np.float64],
    physics: Physics = CARTPOLE,
    steps: int | None = None,
) -> NDArray[np.int64]:
    """Return how many steps the carts starting at `states` (N, 4) stay up, at most `steps` (N,).

    The step in which a cart fails counts, as in an episode's return.
    """
    count = np.zeros(len(states), np.int64)
    alive = np.flatnonzero(~failed(states, physics))
    states = states[alive]
    for _ in range(physics.longest if steps is None else steps):
        if not len(alive):
            break
        count[alive] += 1
        states = step(states, policy(states), physics)
        stands = ~failed(states, physics)
        alive, states = alive[stands], states[stands]
    return count
