"""One walk for each of forty learning rates, and what became of it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.gradient_descent.descent import steps_to, tamed, walk
from core.gradient_descent.optimizers import Optimizer
from core.gradient_descent.problems import Problem

OUTCOMES = ("slow", "good", "oscillates", "diverges")
E24 = (10, 11, 12, 13, 15, 16, 18, 20, 22, 24, 27, 30, 33, 36, 39, 43, 47, 51, 56, 62, 68, 75, 82, 91)
RATES = (
    *(f"{float(f'{n}e{power}'):.6f}".rstrip("0").rstrip(".") for power in range(-5, 0) for n in E24),
    "10",
)
"""the rates that the control offers, 0.0001 to 10, as they stand in a link (the E24 series)"""
SWEPT = tuple(
    min(RATES, key=lambda rate: abs(np.log(float(rate) / wanted))) for wanted in np.geomspace(1e-4, 10, 40)
)
"""forty of them, evenly apart on a logarithmic scale"""


@dataclass(frozen=True)
class Sweep:
    """`outcomes` (40,) of `OUTCOMES`, last `losses` (40,), `arrived` (40,) steps to the tolerance or None."""

    outcomes: tuple[str, ...]
    losses: NDArray[np.float64]
    arrived: tuple[int | None, ...]


def sweep(
    problem: Problem,
    optimizer: Optimizer,
    steps: int,
    start: tuple[float, ...],
    lowest: float,
    tolerance: float,
    seed: int = 0,
) -> Sweep:
    """Walk with every rate of `SWEPT` from one start."""
    rates = np.array(SWEPT, float)[:, None]
    starts = np.broadcast_to(np.array(start, float), (len(SWEPT), problem.d))
    walked = walk(problem, [optimizer], rates, steps, starts, seed)
    params, gradients, alive = (np.stack([p[0] for p in part]) for part in zip(*walked, strict=True))
    with np.errstate(all="ignore"):
        losses = tamed(problem.loss(params))
    outcomes = tuple(
        outcome(params[:, i], losses[:, i], gradients[:, i], bool(alive[-1, i]), lowest, tolerance)
        for i in range(len(SWEPT))
    )
    arrived = tuple(steps_to(column, lowest, tolerance) for column in losses.T)
    return Sweep(outcomes, losses[-1], arrived)


def outcome(
    params: NDArray, losses: NDArray, gradients: NDArray, alive: bool, lowest: float, tolerance: float
) -> str:
    """Name what became of a walk: params (steps+1, d), losses (steps+1,), gradients (steps+1, d).

    diverges: left the world, or ended higher than it began. oscillates: most steps on the way turned back on
    the step before. good: arrived, or the ground is flat (a hundredth of the steepest slope). slow: else.
    """
    if not alive or losses[-1] > max(losses[0], lowest + tolerance):
        return "diverges"
    there = steps_to(losses, lowest, tolerance)
    moves = np.diff(params[: None if there is None else there + 1], axis=0)
    turns = (moves[1:] * moves[:-1]).sum(axis=1) < 0
    if len(turns) > 1 and turns.mean() > 0.5:
        return "oscillates"
    sizes = np.linalg.norm(gradients, axis=1)
    flat = sizes[-1] < 0.01 * sizes.max()
    return "good" if there is not None or flat else "slow"
