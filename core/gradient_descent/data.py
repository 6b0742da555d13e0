"""Losses that are means over points: a line through them (mean squared error) and logistic regression."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

POINTS = {
    "table": [(1, 3), (2, 6), (3, 9), (4, 12)],
    "line": [(0.5, 2.1), (1.2, 2.4), (2.0, 4.1), (2.8, 4.0), (3.5, 5.9), (4.4, 6.2), (5.2, 8.1)],
    "logistic": [(0.5, 0), (1.0, 0), (1.6, 0), (2.1, 1), (2.6, 0), (3.1, 1), (3.7, 1), (4.4, 1)],
}
PACE = {"table": ("0.1", 20), "line": ("0.03", 100), "logistic": ("0.5", 100)}
"""rate and steps that suit the usual points"""
FORMULAS = {
    "table": "\\tfrac1n\\textstyle\\sum (y - wx)^2",
    "line": "\\tfrac1n\\textstyle\\sum (y - wx - b)^2",
    "logistic": "-\\tfrac1n\\textstyle\\sum \\left[y\\ln\\hat y + (1-y)\\ln(1-\\hat y)\\right]",
}
FEWEST, MOST = 2, 20
"""points that a learner may have"""
X_RANGE, Y_RANGE = (-10.0, 10.0), (-20.0, 20.0)


class Line:
    """Mean squared error of y = wx (+ b) on points (n, 2)."""

    def __init__(self, points: Array, bias: bool = True) -> None:
        self.x, self.y = points[:, 0], points[:, 1]
        self.design = np.stack([self.x, np.ones_like(self.x)][: 1 + bias], axis=1)
        self.d = self.design.shape[1]

    def loss(self, params: Array) -> Array:
        """Return the mean of (y − ŷ)²: (..., d) to (...)."""
        return np.mean((self.y - params @ self.design.T) ** 2, axis=-1)

    def gradient(self, params: Array, weights: Array | None = None) -> Array:
        """Return the weighted mean of −2(y − ŷ)·(x, 1): (..., d)."""
        weights = 1 / len(self.y) if weights is None else weights
        return (-2 * weights * (self.y - params @ self.design.T)) @ self.design

    @property
    def solution(self) -> Array:
        """Return the least-squares parameters (d,)."""
        return np.linalg.lstsq(self.design, self.y, rcond=None)[0]


class Logistic:
    """Mean cross-entropy of ŷ = σ(wx + b) on points (x, 0 or 1), (n, 2)."""

    d = 2

    def __init__(self, points: Array) -> None:
        self.x, self.y = points[:, 0], (points[:, 1] > 0.5).astype(float)
        self.design = np.stack([self.x, np.ones_like(self.x)], axis=1)

    def loss(self, params: Array) -> Array:
        """Return the mean of ln(1 + eᶻ) − yz, which is the cross-entropy: (..., 2) to (...)."""
        z = params @ self.design.T
        return np.mean(np.logaddexp(0, z) - self.y * z, axis=-1)

    def gradient(self, params: Array, weights: Array | None = None) -> Array:
        """Return the weighted mean of (ŷ − y)·(x, 1): (..., 2)."""
        weights = 1 / len(self.y) if weights is None else weights
        predicted = 0.5 * (1 + np.tanh(0.5 * (params @ self.design.T)))
        return (weights * (predicted - self.y)) @ self.design

    @property
    def solution(self) -> Array:
        """Return the best parameters (2,); a slight pull to 0 keeps them finite."""
        params, pull = np.zeros(2), 1e-3
        for _ in range(60):
            predicted = 0.5 * (1 + np.tanh(0.5 * (self.design @ params)))
            hessian = (self.design.T * (predicted * (1 - predicted))) @ self.design / len(self.y)
            slope = self.gradient(params) + pull * params
            step = np.linalg.solve(hessian + pull * np.eye(2), slope)
            params = params - step * min(1.0, 2.0 / max(np.abs(step).max(), 1e-12))
        return params


def view_around(solution: Array, start: Sequence[float]) -> tuple[tuple[float, float], ...]:
    """Return, for each parameter, a range with the solution in its middle and the start well inside."""
    halves = [max(1.0, 1.6 * abs(s - centre)) for s, centre in zip(start, solution, strict=True)]
    return tuple((float(c - h), float(c + h)) for c, h in zip(solution, halves, strict=True))


def write_points(points: Array) -> str:
    """Return points (n, 2) as compact text for a link: `1,3_2,6`."""
    return "_".join(f"{x:.4g},{y:.4g}" for x, y in points)


def read_points(text: str, classes: bool = False) -> Array | None:
    """Return the points (n, 2) of such text, in range (`classes`: y is 0 or 1), or None."""
    try:
        rows = [tuple(map(float, pair.split(","))) for pair in text[:1000].split("_")]
    except ValueError:
        return None
    pairs = all(len(row) == 2 and all(map(math.isfinite, row)) for row in rows)
    if not (pairs and FEWEST <= len(rows) <= MOST):
        return None
    points = np.array(rows)
    y = (points[:, 1] > 0.5).astype(float) if classes else np.clip(points[:, 1], *Y_RANGE)
    return np.stack([np.clip(points[:, 0], *X_RANGE), y], axis=1)
