"""The cart with the pole: the physics of gymnasium's CartPole-v1 for many carts at once.

Equations of motion: R. V. Florian, Correct equations for the dynamics of the cart-pole system (2007), without
friction; one Euler step every `tau` seconds, as in Barto, Sutton & Anderson (1983).
"""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

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
    speeding, turning = accelerations(force, angle, turn, np.cos(angle), np.sin(angle), physics)
    return states + physics.tau * np.stack((speed, speeding, turn, turning), -1)


def step_one(
    state: tuple[float, float, float, float], action: int, physics: Physics = CARTPOLE, push: float = 0.0
) -> tuple[float, float, float, float]:
    """Return one state a step later, as `step`; for a single cart plain numbers are eight times as fast."""
    x, speed, angle, turn = state
    force = (physics.force if action == RIGHT else -physics.force) + push
    speeding, turning = accelerations(force, angle, turn, math.cos(angle), math.sin(angle), physics)
    tau = physics.tau
    return x + tau * speed, speed + tau * speeding, angle + tau * turn, turn + tau * turning


Number = TypeVar("Number", float, NDArray[np.float64])


def accelerations(
    force: Number, angle: Number, turn: Number, cos: Number, sin: Number, physics: Physics
) -> tuple[Number, Number]:
    """Return x″ in m/s² and θ″ in rad/s², for a force in N, θ in rad with cosine and sine, θ′ in rad/s."""
    mass, moment = physics.cart_mass + physics.pole_mass, physics.pole_mass * physics.half_length
    pushed = (force + moment * turn**2 * sin) / mass
    inertia = physics.half_length * (4 / 3 - physics.pole_mass * cos**2 / mass)
    turning = (physics.gravity * sin - cos * pushed) / inertia
    return pushed - moment * turning * cos / mass, turning


def failed(states: NDArray[np.float64], physics: Physics = CARTPOLE) -> NDArray[np.bool_]:
    """Tell for states (..., 4) whether the cart is too far out or the pole too steep."""
    return beyond(states[..., 0], states[..., 2], physics)


def beyond(x: Number, angle: Number, physics: Physics) -> "bool | NDArray[np.bool_]":
    """Tell whether x in m is too far out or θ in rad too steep."""
    return (abs(x) > physics.farthest) | (abs(angle) > physics.steepest)


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
