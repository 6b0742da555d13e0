"""What many walks tell: which learning rates work, and which start falls into which valley."""

from dataclasses import dataclass

import numpy as np

from core.gradient_descent.descent import FAR, TOLERANCE, USUAL, Trajectory, walk_many
from core.gradient_descent.problems import Problem
from core.gradient_descent.tuning import Tuning

VERDICTS = ("slow", "good", "oscillates", "diverges")


@dataclass(frozen=True)
class Sweep:
    """How each of `rates` (n,) ends: verdicts (n,) of VERDICTS, steps (n,) to the tolerance, −1 if never."""

    rates: np.ndarray
    verdicts: tuple[str, ...]
    steps: np.ndarray
    losses: np.ndarray


def sweep(
    problem: Problem,
    optimizer: str,
    rates: np.ndarray,
    steps: int,
    start: tuple[float, ...],
    tuning: Tuning = USUAL,
) -> Sweep:
    """Walk once with each rate.

    "diverges": it ends higher than it began; "oscillates": more than half of its steps on the way
    turn back on the step before; "good": it comes within TOLERANCE of the lowest loss; else "slow".
    """
    starts = np.repeat(np.array(start, float)[:, None], len(rates), 1)
    story = walk_many(problem, optimizer, rates, steps, starts, tuning)
    with np.errstate(all="ignore"):
        losses = np.asarray(problem.loss(*np.moveaxis(story, 1, 0)), float)
    losses = np.nan_to_num(losses, nan=FAR, posinf=FAR)
    there = losses <= problem.floor + TOLERANCE
    first = np.where(there.any(0), there.argmax(0), -1)
    moves = np.diff(story, axis=0)
    turns = (moves[1:] * moves[:-1]).sum(1) < 0
    until = np.where(first >= 0, first, steps)
    way = np.arange(1, steps)[:, None] < until
    swings = (turns & way).sum(0) > 0.5 * np.maximum(way.sum(0), 1)
    stuck = np.abs(story[-1]).max(0) >= FAR / 1e3
    lost = ~np.isfinite(losses[-1]) | (losses[-1] > losses[0]) | stuck
    verdicts = np.select([lost, swings, first >= 0], ["diverges", "oscillates", "good"], "slow")
    return Sweep(rates, tuple(map(str, verdicts)), first, losses[-1])


@dataclass(frozen=True)
class Proposal:
    """A learning rate that suits a rule better, and after how many steps it arrives with it."""

    rate: float
    steps: int


def propose(found: Sweep, walk: Trajectory) -> Proposal | None:
    """Return the rate of a sweep that arrives soonest, if a walk with another one looks lame beside it.

    Lame is a walk that never arrives or takes more than twice as many steps. Of several rates the smallest.
    """
    there = np.flatnonzero(found.steps >= 0)
    if not len(there):
        return None
    at = there[found.steps[there].argmin()]
    steps = int(found.steps[at])
    fine = walk.reached is not None and walk.reached <= 2 * steps
    return None if fine else Proposal(float(found.rates[at]), steps)


@dataclass(frozen=True)
class Basins:
    """Where walks from a grid of starts end: `minimum` (ny, nx) counts the problem's minima, −1 for none."""

    axes: tuple[np.ndarray, ...]
    minimum: np.ndarray


def basins(
    problem: Problem, optimizer: str, rate: float, steps: int, across: int = 41, tuning: Tuning = USUAL
) -> Basins:
    """Walk from a grid of starts, `across` a side; an end near a minimum (2% of the view) belongs to it."""
    axes = tuple(np.linspace(low, high, across) for low, high in problem.view)
    grid = np.meshgrid(*axes)
    starts = np.array([axis.ravel() for axis in grid])
    ends = walk_many(problem, optimizer, rate, steps, starts, tuning)[-1]
    scale = np.array([high - low for low, high in problem.view])[:, None, None]
    places = np.array(problem.minima).T[:, :, None]
    distance = (np.abs(ends[:, None] - places) / scale).max(0)
    nearest = np.where(distance.min(0) < 0.02, distance.argmin(0), -1)
    return Basins(axes, nearest.reshape(grid[0].shape if len(axes) > 1 else (1, across)))
