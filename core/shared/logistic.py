"""A last layer learnt on frozen features, and how far a measured share may be trusted."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating]
STRENGTH = 100.0
"""scikit-learn's C for features of length 1; of 3, 10, 30 and 100 the one with the least loss on others"""


def fit(x: Floats, y: NDArray[np.int64]) -> tuple[Floats, Floats]:
    """Return weight (C, d) and bias (C,) of logistic regression in which every class counts the same."""
    from sklearn.linear_model import LogisticRegression

    # The other solvers stop short of the optimum or let many threads wait for each other on such few numbers.
    how = {"solver": "newton-cg", "tol": 1e-6, "class_weight": "balanced", "max_iter": 1000}
    model = LogisticRegression(C=STRENGTH, **how).fit(x, y)
    if len(model.classes_) > 2:
        return model.coef_, model.intercept_
    # Two classes have one row of numbers in scikit-learn: half of it for, half against.
    return np.concatenate([-model.coef_, model.coef_]) / 2, np.tile(model.intercept_, 2) * (-0.5, 0.5)


def interval(hits: int, count: int) -> tuple[float, float]:
    """Return the 95% interval of a share measured as hits of count (Wilson, 1927)."""
    z, p = 1.96, hits / count
    middle, spread = p + z**2 / (2 * count), z * np.sqrt(p * (1 - p) / count + z**2 / (4 * count**2))
    low, high = ((middle + sign * spread) / (1 + z**2 / count) for sign in (-1, 1))
    return max(0.0, float(low)), min(1.0, float(high))
