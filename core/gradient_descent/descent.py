"""Walks downhill: one walk with its whole story, and many at once."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.gradient_descent.optimizers import OPTIMIZERS, Optimizer, Rule
from core.gradient_descent.problems import Problem
from core.gradient_descent.tuning import Tuning, factor

FAR = 1e6
"""a parameter beyond this has diverged: the walk stops there, so that nothing overflows"""
TOLERANCE = 0.01
"""a walk has arrived once its loss is this close to the lowest"""
USUAL = Tuning()


@dataclass(frozen=True)
class Trajectory:
    """A walk of `steps` steps in `d` parameters.

    params: (steps + 1, d); losses: (steps + 1,) of all data; gradients: (steps + 1, d) as each step saw them,
    the last of all data. diverged: the step that left for infinity, or for where the loss is not defined, or
    None; from there on the walk stands still. reached: the first step whose loss is within TOLERANCE of the
    lowest, or None.
    """

    params: np.ndarray
    losses: np.ndarray
    gradients: np.ndarray
    diverged: int | None = None
    reached: int | None = None


def run(
    problem: Problem,
    optimizer: str,
    learning_rate: float,
    steps: int,
    start: tuple[float, ...] | None = None,
    seed: int = 0,
    tuning: Tuning = USUAL,
) -> Trajectory:
    """Walk `steps` steps from `start` (None: the problem's own) with one of OPTIMIZERS.

    `seed` draws the data points that stochastic and mini-batch descent look at. Raises: KeyError for an
    unknown optimizer or schedule; ValueError if `start` has another number of parameters.
    """
    w = [float(value) for value in (problem.start if start is None else start)]
    if len(w) != len(problem.parameters):
        raise ValueError(f"{problem.name} has {len(problem.parameters)} parameters, not {len(w)}")
    chosen = OPTIMIZERS[optimizer]
    rule = chosen.with_beta(tuning.beta)
    batches = draw_batches(problem, chosen, steps, seed, tuning.batch)
    memories = [defaultdict(float) for _ in w]
    params, gradients, diverged = [tuple(w)], [], None
    with np.errstate(all="ignore"):
        for t in range(1, steps + 1):
            g = problem.gradient(*w, rows=batches[t - 1])
            after = _step(rule, w, g, memories, learning_rate * factor(tuning.schedule, t, steps), t)
            if after is None:
                diverged = t
                break
            w = after
            params.append(tuple(w))
            gradients.append(g)
        gradients.append(problem.gradient(*w))
        losses = np.asarray(problem.loss(*np.array(params).T), float)
    undefined = np.flatnonzero(~np.isfinite(losses))
    if len(undefined):
        diverged = int(undefined[0])
        last = max(1, diverged)
        params, gradients, losses = params[:last], gradients[:last], losses[:last]
    losses = _extended([(loss,) for loss in losses], steps + 1)[:, 0]
    reached = np.flatnonzero(losses <= problem.floor + TOLERANCE)
    arrived = int(reached[0]) if len(reached) and diverged is None else None
    path, slopes = _extended(params, steps + 1), _extended(gradients, steps + 1)
    return Trajectory(path, losses, slopes, diverged, arrived)


def _step(
    rule: Rule, w: list[float], g: tuple, memories: list[dict], rate: float, t: int
) -> list[float] | None:
    """Return the parameters after step `t`, or None if they are no longer near."""
    try:
        after = [
            float(rule(u, slope, memory, rate, t)) for u, slope, memory in zip(w, g, memories, strict=True)
        ]
    except OverflowError:
        return None
    return after if all(-FAR < u < FAR for u in after) else None


def _extended(rows: list[tuple], count: int) -> np.ndarray:
    """Return rows as (count, d): where a walk ended early the last one stays; 0 for what is no number."""
    array = np.nan_to_num(np.array(rows, float), posinf=FAR, neginf=-FAR)
    return np.concatenate([array, np.repeat(array[-1:], count - len(array), 0)])


def draw_batches(
    problem: Problem, optimizer: Optimizer, steps: int, seed: int, batch: int = USUAL.batch
) -> list[np.ndarray | None]:
    """Return for each step the rows that it looks at: every data point once an epoch, in random order."""
    size = looks_at(problem, optimizer, batch)
    if problem.data is None or optimizer.batch == "all":
        return [None] * steps
    count = len(problem.data[0])
    orders = draw_orders(count, -(-steps // -(-count // size)), seed)
    return [order[i : i + size] for order in orders for i in range(0, count, size)][:steps]


def draw_orders(count: int, epochs: int, seed: int) -> np.ndarray:
    """Return the order in which each epoch sees `count` data points, (epochs, count)."""
    draw = np.random.default_rng(seed)
    return np.array([draw.permutation(count) for _ in range(epochs)]).reshape(epochs, count)


def looks_at(problem: Problem, optimizer: Optimizer, batch: int = USUAL.batch) -> int:
    """Return how many data points a step looks at; 1 on a landscape without data."""
    count = 1 if problem.data is None else len(problem.data[0])
    return {"all": count, "one": 1, "some": min(batch, count)}[optimizer.batch]


def passes(problem: Problem, optimizer: Optimizer, batch: int = USUAL.batch) -> float:
    """Return what a step costs, in passes over all data: 1 for a rule that looks at all of them."""
    return looks_at(problem, optimizer, batch) / (1 if problem.data is None else len(problem.data[0]))


def walk_many(
    problem: Problem,
    optimizer: str,
    rates: np.ndarray | float,
    steps: int,
    starts: np.ndarray,
    tuning: Tuning = USUAL,
) -> np.ndarray:
    """Walk from many starts, or with many rates, at once, each step over all data.

    starts: (d, n); rates: (n,) or one for all. Return (steps + 1, d, n); whoever leaves for infinity stands
    still from there on.
    """
    w = [np.array(values, float) for values in starts]
    memories: list[dict[str, Any]] = [defaultdict(float) for _ in w]
    story = np.empty((steps + 1, *np.shape(w)))
    story[0] = w
    rule, here = OPTIMIZERS[optimizer].with_beta(tuning.beta), np.ones(w[0].shape, bool)
    with np.errstate(all="ignore"):
        for t in range(1, steps + 1):
            g = problem.gradient(*w)
            now = rates * factor(tuning.schedule, t, steps)
            after = [rule(u, slope, m, now, t) for u, slope, m in zip(w, g, memories, strict=True)]
            here &= np.all([np.abs(u) < FAR for u in after], 0)
            w = [np.where(here, u, before) for u, before in zip(after, w, strict=True)]
            story[t] = w
    return story
