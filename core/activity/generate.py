"""Recordings that nobody made: a network turns noise into the movements that are asked for."""

from collections.abc import Callable

import numpy as np

from core.activity.recording import ACTIVITIES, Note, Recording
from core.activity.windows import RATE
from core.runtime import engine

MODEL = "activity_generator"
SCALE = (4.9, 4.9, 4.9, 0.5, 0.5, 0.5)  # m/s² and rad/s that are one to the network
BETWEEN = len(ACTIVITIES)  # the condition for changing from one activity to another
CHANGE = 1.5  # s that it takes
COARSE = 16  # samples: a signal's length is a multiple of this
STEPS = 32  # from noise to movement
MAX_SECONDS = 300


def wishes(plan: tuple[tuple[str, float], ...]) -> np.ndarray:
    """Return what should happen at each sample (N,) 0..6 for activities and their seconds, one after another.

    Raises: ValueError for a name that is not one of ACTIVITIES, or for more than 300 s.
    """
    if sum(seconds for _, seconds in plan) > MAX_SECONDS:
        raise ValueError(f"at most {MAX_SECONDS} s")
    happens = np.concatenate(
        [np.full(round(seconds * RATE), ACTIVITIES.index(name)) for name, seconds in plan]
    )
    half = int(CHANGE * RATE / 2)
    for seam in np.flatnonzero(np.diff(happens)):
        happens[max(0, seam + 1 - half) : seam + 1 + half] = BETWEEN
    return happens


def make(plan: tuple[tuple[str, float], ...], seed: int = 0, steps: int = STEPS) -> Recording:
    """Return a recording at 50 Hz of activities and their seconds, such as (("walking", 10), ("sitting", 8)).

    Raises: ValueError as `wishes` does; WeightsUnavailable.
    """
    return follow(engine.predictor(MODEL), plan, seed, steps)


def follow(
    direction: Callable[[np.ndarray], np.ndarray],
    plan: tuple[tuple[str, float], ...],
    seed: int,
    steps: int = STEPS,
) -> Recording:
    """Return what comes of noise if the network's `direction` is followed in equal steps (Euler's method)."""
    happens = wishes(plan)
    count = len(happens)
    length = -(-count // COARSE) * COARSE
    padded = np.pad(happens, (0, length - count), mode="edge")
    wanted = np.eye(BETWEEN + 1, dtype=np.float32)[padded].T
    x = np.random.default_rng(seed).standard_normal((len(SCALE), length), np.float32)
    for k in range(steps):
        done = np.full((1, length), k / steps, np.float32)
        x += direction(np.concatenate([x, wanted, done])[None])[0] / steps
    values = x[:, :count].T * np.float32(SCALE)
    accel, gyro = np.ascontiguousarray(values[:, :3]), np.ascontiguousarray(values[:, 3:])
    return Recording(np.arange(count) / RATE, accel, gyro, RATE, (Note("generated"),))
