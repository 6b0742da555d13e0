"""Loss functions: what each one calls a mistake, and the straight line that each one likes best."""

from collections.abc import Mapping, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import ArrayLike, NDArray

NAMES = ("mse", "mae", "huber")
DELTA = 1.0
"""up to this far Huber's loss squares an error, beyond it grows straight"""
ROUNDS = 200
HARDLY = 0.05
"""a slope that changes by less looks the same"""
START = ((0, 1.4), (1, 1.8), (2, 3.1), (3, 3.4), (4, 5.2), (5, 5.4), (6, 7.1), (7, 7.6))
LIMITS = (-0.5, 7.5, -2.0, 12.0)
"""x from, x to, y from, y to"""


def mse(errors: ArrayLike) -> float:
    """Return the mean of e²."""
    return float(np.mean(np.square(errors)))


def mae(errors: ArrayLike) -> float:
    """Return the mean of |e|."""
    return float(np.mean(np.abs(errors)))


def huber(errors: ArrayLike, delta: float = DELTA) -> float:
    """Return the mean of ½e² where |e| ≤ δ and of δ(|e| − ½δ) beyond (Huber 1964)."""
    size = np.abs(np.asarray(errors, float))
    return float(np.mean(np.where(size <= delta, 0.5 * size**2, delta * (size - 0.5 * delta))))


def cross_entropy(p: ArrayLike) -> NDArray[np.float64]:
    """Return −ln p for the probability given to the right answer, 0 < p ≤ 1."""
    return -np.log(np.asarray(p, float))


LOSSES = {"mse": mse, "mae": mae, "huber": huber}


def fit(name: str, x: ArrayLike, y: ArrayLike, delta: float = DELTA) -> tuple[float, float]:
    """Return slope and intercept of the line with the least loss; x has two different values at least."""
    x, y = np.asarray(x, float), np.asarray(y, float)
    if name == "mae":
        return _least_absolute(x, y)
    weights = np.ones_like(x)
    slope, intercept = _least_squares(x, y, weights)
    for _ in range(ROUNDS if name == "huber" else 0):  # iteratively reweighted least squares
        size = np.abs(y - slope * x - intercept)
        slope, intercept = _least_squares(x, y, np.minimum(1.0, delta / np.maximum(size, 1e-12)))
    return slope, intercept


def slopes_moved(x: ArrayLike, before: ArrayLike, after: ArrayLike, delta: float) -> dict[str, float]:
    """Return by how much the slope of each loss's line changed when heights `before` became `after`."""
    return {name: fit(name, x, after, delta)[0] - fit(name, x, before, delta)[0] for name in NAMES}


def pulled(moved: Mapping[str, float]) -> str:
    """Name which lines followed the points: none, squares (MSE alone), alike (Huber as MSE), mae, all."""
    size = {name: abs(change) for name, change in moved.items()}
    most = max(size.values())
    if most < HARDLY:
        return "none"
    if size["mae"] == most:
        return "mae"
    if size["huber"] > 0.9 * size["mse"]:
        return "alike" if size["mae"] < 0.7 * size["mse"] else "all"
    return "squares" if max(size["mae"], size["huber"]) < 0.8 * size["mse"] else "all"


def _least_squares(x: NDArray, y: NDArray, weights: NDArray) -> tuple[float, float]:
    total = weights.sum()
    mx, my = (weights * x).sum() / total, (weights * y).sum() / total
    slope = (weights * (x - mx) * (y - my)).sum() / (weights * (x - mx) ** 2).sum()
    return float(slope), float(my - slope * mx)


def _least_absolute(x: NDArray, y: NDArray) -> tuple[float, float]:
    """Try every line through two points: one of them has the least sum of |e|."""
    best, answer = np.inf, (0.0, 0.0)
    for i, j in combinations(range(len(x)), 2):
        if x[i] == x[j]:
            continue
        slope = (y[j] - y[i]) / (x[j] - x[i])
        intercept = y[i] - slope * x[i]
        total = np.abs(y - slope * x - intercept).sum()
        if total < best - 1e-9:
            best, answer = total, (float(slope), float(intercept))
    return answer


def write(points: Sequence[Sequence[float]]) -> str:
    """Return heights as a link holds them: the points stay above their x, so y is enough."""
    return ",".join(f"{y:.1f}" for _, y in points)


def read(text: str) -> tuple[tuple[float, float], ...]:
    """Return the points of a link; `START` where it holds anything but eight numbers."""
    try:
        heights = [float(part) for part in text.split(",")]
    except ValueError:
        return START
    if len(heights) != len(START) or not np.isfinite(heights).all():
        return START
    heights = np.clip(np.round(heights, 1), LIMITS[2], LIMITS[3])
    return tuple((float(x), float(y)) for (x, _), y in zip(START, heights, strict=True))
