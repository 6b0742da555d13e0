"""Walking downhill: many optimizers from the same start, all their steps computed at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.gradient_descent import optimizers
from core.gradient_descent.optimizers import Optimizer
from core.gradient_descent.problems import Problem

Array = NDArray[np.float64]

LIMIT = 1e6
"""a parameter that grows beyond this has diverged: the walk stays at its last place"""
LARGEST = 1e30
"""losses and gradients are cut here"""


@dataclass(frozen=True)
class Trajectory:
    """A walk of one optimizer: params (steps+1, d), losses (steps+1,), gradients (steps+1, d), all finite.

    `gradients[k]` is what step k used, the last one is unused. `lost_at` is the last step before it diverged.
    """

    params: Array
    losses: Array
    gradients: Array
    lost_at: int | None = None


def run(
    problem: Problem,
    optimizer: str | Optimizer,
    learning_rate: float,
    steps: int,
    start: Sequence[float] | None = None,
    seed: int = 0,
) -> Trajectory:
    """Walk `steps` steps from `start` (d,), by default the problem's own; see `race`."""
    return race(problem, [optimizer], learning_rate, steps, start, seed)[0]


def race(
    problem: Problem,
    racing: Sequence[str | Optimizer],
    learning_rate: float,
    steps: int,
    start: Sequence[float] | None = None,
    seed: int = 0,
) -> list[Trajectory]:
    """Walk with several optimizers from one start; `seed` decides which examples a stochastic one sees."""
    racing = [optimizers.build(o) if isinstance(o, str) else o for o in racing]
    start = np.array(problem.start if start is None else start, dtype=np.float64)
    walked = list(walk(problem, racing, learning_rate, steps, start, seed))
    params, gradients, alive = (np.stack(part, axis=1) for part in zip(*walked, strict=True))
    with np.errstate(all="ignore"):
        losses = tamed(problem.loss(params))
    held = alive.sum(axis=1) - 1
    return [
        Trajectory(params[i], losses[i], tamed(gradients[i]), int(held[i]) if held[i] < steps else None)
        for i in range(len(racing))
    ]


def walk(
    problem: Problem,
    racing: Sequence[Optimizer],
    rate: float | Array,
    steps: int,
    start: Array,
    seed: int = 0,
) -> Iterator[tuple[Array, Array, Array]]:
    """Yield, before each step and after the last, params (R, ..., d), gradients (R, ..., d), alive (R, ...).

    `start` (..., d) may hold many places, and `rate` one number for each of them (..., 1): all walk at once.
    """
    params = np.broadcast_to(start, (len(racing), *start.shape))
    alive = np.ones(params.shape[:-1], bool)
    memories: list[dict] = [{} for _ in racing]
    for examples, noise in draws(problem, racing, steps, seed, start.ndim):
        with np.errstate(all="ignore"):
            gradients = problem.gradient(params, examples) + noise
            yield params, gradients, alive
            moved = np.stack(
                [
                    o.rule(w, g, rate, memory, **o.settings)
                    for o, w, g, memory in zip(racing, params, gradients, memories, strict=True)
                ]
            )
            alive = alive & (np.abs(moved) <= LIMIT).all(axis=-1)
            params = np.where(alive[..., None], moved, params)
    with np.errstate(all="ignore"):
        yield params, problem.gradient(params), alive


def draws(
    problem: Problem, racing: Sequence[Optimizer], steps: int, seed: int, dimensions: int
) -> Iterator[tuple[Array | None, Array | float]]:
    """Yield for each step how much each example counts (R, ..., n), and the noise of a gradient (R, ..., d).

    With examples, a stochastic optimizer sees them in a new random order in each round, `batch` at a time.
    Without examples there is nothing to draw: then its gradient is shaken, by `shake` / √batch.
    """
    random, shape = np.random.default_rng(seed), (steps, len(racing), *(1,) * (dimensions - 1))
    sees_all = all(optimizer.batch is None for optimizer in racing)
    if sees_all:
        yield from ((None, 0.0) for _ in range(steps))
    elif problem.points is None:
        size = np.array([0.0 if o.batch is None else shake(problem) / o.batch**0.5 for o in racing])
        noise = random.standard_normal((steps, len(racing), problem.d)) * size[:, None]
        yield from ((None, part) for part in noise.reshape(*shape, problem.d))
    else:
        n = len(problem.points)
        counts = np.stack([shares(n, o.batch, steps, random) for o in racing], axis=1)
        yield from ((part, 0.0) for part in counts.reshape(*shape, n))


def shares(n: int, batch: int | None, steps: int, random: np.random.Generator) -> Array:
    """Return (steps, n): how much each of n examples counts in each step; a row sums to 1."""
    if batch is None:
        return np.full((steps, n), 1 / n)
    batch = min(batch, n)
    counts = np.zeros((steps, n))
    order, at = random.permutation(n), 0
    for row in counts:
        if at >= n:
            order, at = random.permutation(n), 0
        picked = order[at : at + batch]
        row[picked] = 1 / len(picked)
        at += batch
    return counts


def shake(problem: Problem) -> float:
    """Return the noise of a stochastic gradient where there are no examples: a share of the usual slope."""
    with np.errstate(all="ignore"):
        slopes = np.linalg.norm(problem.gradient(problem.grid(15)), axis=-1)
    return 0.3 * float(np.median(tamed(slopes)))


def tamed(values: Array) -> Array:
    """Return the values finite: cut at ±`LARGEST`; what is not a number counts as `LARGEST`."""
    return np.clip(np.nan_to_num(values, nan=LARGEST, posinf=LARGEST, neginf=-LARGEST), -LARGEST, LARGEST)


def steps_to(losses: Array, lowest: float, tolerance: float) -> int | None:
    """Return the first step whose loss is less than `tolerance` above the lowest, or None."""
    below = np.flatnonzero(losses - lowest < tolerance)
    return int(below[0]) if below.size else None
