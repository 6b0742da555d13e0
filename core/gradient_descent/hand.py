"""One step by hand: the numbers of a walk put into the formulas."""

from dataclasses import dataclass

import numpy as np

from core.gradient_descent.problems import Problem


@dataclass(frozen=True)
class Table:
    """What each data point says at w (ŷ = wx) or at w and b (ŷ = wx + b), and the means over all points.

    Columns of (n,): x, y, y_hat, error = y − ŷ, loss = (y − ŷ)², slope_w = −2x(y − ŷ), slope_b = −2(y − ŷ).
    """

    x: np.ndarray
    y: np.ndarray
    y_hat: np.ndarray
    error: np.ndarray
    loss: np.ndarray
    slope_w: np.ndarray
    slope_b: np.ndarray


def table(problem: Problem, w: float, b: float = 0.0) -> Table:
    """Return the table of a problem with data whose loss is the mean of squares."""
    x, y = problem.data
    y_hat = w * x + b
    error = y - y_hat
    return Table(x, y, y_hat, error, error**2, -2 * x * error, -2 * error)
