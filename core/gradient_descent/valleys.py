"""Where the lowest places are, and which of them each start rolls into."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.gradient_descent.descent import tamed, walk
from core.gradient_descent.optimizers import Optimizer
from core.gradient_descent.problems import CURVES, SURFACES, Problem

Array = NDArray[np.float64]

ON_THE_WAY, LOST = 254, 255
"""a start that has not arrived within the steps; one that diverged"""
MOST = 12
"""minima that are told apart"""


@dataclass(frozen=True)
class Basins:
    """`reached` (side,) or (side, side) by y, x, uint8: index in `minima` (m, d), `ON_THE_WAY` or `LOST`."""

    reached: NDArray[np.uint8]
    minima: Array


def minima(problem: Problem) -> Array:
    """Return the local minima within the view, (m, d), lowest first: a grid, then Newton's method."""
    side = 2001 if problem.d == 1 else 161
    places = problem.grid(side)
    with np.errstate(all="ignore"):
        heights = tamed(problem.loss(places))
    padded = np.pad(heights, 1, constant_values=np.inf)
    shifts = np.stack(
        [
            np.roll(padded, shift, axis=tuple(range(problem.d)))[(slice(1, -1),) * problem.d]
            for shift in np.ndindex(*(3,) * problem.d)
            for shift in [tuple(s - 1 for s in shift)]
        ]
    )
    found = _polished(problem, places[heights <= shifts.min(axis=0)][:400])
    low, high = np.array(problem.view).T
    found = found[((found >= low) & (found <= high)).all(axis=1)]
    apart: list[Array] = []
    for place in sorted(found, key=lambda p: float(problem.loss(p))):
        if all(np.abs((place - other) / (high - low)).max() > 2e-3 for other in apart):
            apart.append(place)
    return np.array(apart[:MOST]).reshape(-1, problem.d)


def _polished(problem: Problem, places: Array, rounds: int = 12) -> Array:
    """Return those of (k, d) places that Newton's method takes to a minimum, at that minimum."""
    h = 1e-5
    with np.errstate(all="ignore"):
        for _ in range(rounds):
            slopes = tamed(problem.gradient(places))
            curves = np.stack(
                [
                    (problem.gradient(places + e) - problem.gradient(places - e)) / (2 * h)
                    for e in h * np.eye(problem.d)
                ],
                axis=-1,
            )
            curves = tamed((curves + np.swapaxes(curves, -1, -2)) / 2)
            values, axes = np.linalg.eigh(curves)
            along = np.einsum("kij,ki->kj", axes, slopes) / np.maximum(np.abs(values), 1e-9)
            places = places - np.einsum("kij,kj->ki", axes, np.clip(along, -0.2, 0.2))
        slopes = tamed(problem.gradient(places))
    flat = (np.abs(slopes) < 1e-6).all(axis=1) & (values > 1e-7).all(axis=1)
    return places[flat]


def lowest(problem: Problem) -> float:
    """Return the lowest loss: 0 for curves and surfaces, else that of the best minimum, or seen on a grid."""
    if problem.name in (*CURVES, *SURFACES, "table"):
        return 0.0
    with np.errstate(all="ignore"):
        seen = float(tamed(problem.loss(problem.grid(161))).min())
    if problem.name == "logistic" and _apart(problem):
        return 0.0
    found = minima(problem)
    return min([seen, *problem.loss(found).tolist()])


def _apart(problem: Problem) -> bool:
    """Tell whether one threshold parts the two classes: then the loss falls to 0 without a minimum."""
    x, y = problem.points.T
    zero, one = x[y < 0.5], x[y > 0.5]
    return not (zero.size and one.size) or zero.max() < one.min() or one.max() < zero.min()


def basins(
    problem: Problem, optimizer: Optimizer, rate: float, steps: int, side: int = 61, seed: int = 0
) -> Basins:
    """Walk from every place of a grid over the view and name the minimum that each reaches."""
    goals = minima(problem)
    starts = problem.grid(side).reshape(-1, problem.d)
    for params, _, alive in walk(problem, [optimizer], rate, steps, starts, seed):
        last, living = params[0], alive[0]
    low, high = np.array(problem.view).T
    reached = np.full(len(starts), ON_THE_WAY, np.uint8)
    if len(goals):
        away = np.linalg.norm((last[:, None] - goals) / (high - low), axis=-1)
        near = away.min(axis=1) < 0.03
        reached[near] = away.argmin(axis=1)[near]
    reached[~living] = LOST
    return Basins(reached.reshape((side,) * problem.d), goals)
