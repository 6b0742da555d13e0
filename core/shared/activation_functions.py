"""Activation functions f and their slopes f′, for arrays of any shape, in float64."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.shared.formula import Formula, parse, sigmoid

Array = NDArray[np.float64]

SELU_SCALE, SELU_ALPHA = 1.0507009873554805, 1.6732632423543772
"""Klambauer et al. 2017: with these two numbers mean 0 and variance 1 reproduce themselves"""
FLAT_BELOW = 0.05
"""a slope smaller than this lets hardly anything of the gradient through: f counts as saturated there"""
DEFAULT_ALPHA = {"leaky_relu": 0.01, "elu": 1.0}
"""functions with a number of their own: the slope, or the floor, left of zero"""
_erf = np.vectorize(math.erf, otypes=[float])


class _Pair(NamedTuple):
    f: Callable[[Array, float], Array]
    slope: Callable[[Array, float], Array]


def _normal_cdf(x: Array) -> Array:
    return 0.5 * (1 + _erf(x / math.sqrt(2)))


def _normal_pdf(x: Array) -> Array:
    return np.exp(-0.5 * x * x) / math.sqrt(2 * math.pi)


def _elu(x: Array, alpha: float) -> Array:
    return np.where(x > 0, x, alpha * np.expm1(np.minimum(x, 0)))


def _elu_slope(x: Array, alpha: float) -> Array:
    return np.where(x > 0, 1.0, alpha * np.exp(np.minimum(x, 0)))


def _silu_slope(x: Array, _: float) -> Array:
    s = sigmoid(x)
    return s * (1 + x * (1 - s))


def _hardswish_slope(x: Array, _: float) -> Array:
    return np.where(x <= -3, 0.0, np.where(x >= 3, 1.0, x / 3 + 0.5))


_TABLE = {
    "identity": _Pair(lambda x, _: x, lambda x, _: np.ones_like(x)),
    "step": _Pair(lambda x, _: np.where(x > 0, 1.0, 0.0), lambda x, _: np.zeros_like(x)),
    "sigmoid": _Pair(lambda x, _: sigmoid(x), lambda x, _: sigmoid(x) * sigmoid(-x)),
    "tanh": _Pair(lambda x, _: np.tanh(x), lambda x, _: 1 - np.tanh(x) ** 2),
    "relu": _Pair(lambda x, _: np.maximum(x, 0), lambda x, _: np.where(x > 0, 1.0, 0.0)),
    "leaky_relu": _Pair(lambda x, a: np.where(x > 0, x, a * x), lambda x, a: np.where(x > 0, 1.0, a)),
    "elu": _Pair(_elu, _elu_slope),
    "selu": _Pair(
        lambda x, _: SELU_SCALE * _elu(x, SELU_ALPHA), lambda x, _: SELU_SCALE * _elu_slope(x, SELU_ALPHA)
    ),
    "gelu": _Pair(lambda x, _: x * _normal_cdf(x), lambda x, _: _normal_cdf(x) + x * _normal_pdf(x)),
    "silu": _Pair(lambda x, _: x * sigmoid(x), _silu_slope),
    "softplus": _Pair(lambda x, _: np.logaddexp(0, x), lambda x, _: sigmoid(x)),
    "hardswish": _Pair(lambda x, _: x * np.clip(x + 3, 0, 6) / 6, _hardswish_slope),
}
NAMES = tuple(_TABLE)


@dataclass(frozen=True)
class Activation:
    """One function: a name from `NAMES` and its number alpha, or `own` with the learner's formula in x."""

    name: str = "sigmoid"
    alpha: float = 0.0
    formula: Formula | None = None

    def __call__(self, x: ArrayLike) -> Array:
        """Return f(x)."""
        x = np.asarray(x, float)
        return self.formula(x)[0] if self.formula else _TABLE[self.name].f(x, self.alpha)

    def slope(self, x: ArrayLike) -> Array:
        """Return f′(x). At a kink it is a convention: the step's is 0, ReLU's at 0 is 0 (as torch has it)."""
        x = np.asarray(x, float)
        return self.formula(x)[1][0] if self.formula else _TABLE[self.name].slope(x, self.alpha)


def build(name: str, alpha: float | None = None, text: str = "") -> Activation:
    """Return a function by name; `own` reads the formula `text` in x. Raises: FormulaError, KeyError."""
    if name == "own":
        return Activation("own", 0.0, parse(text, ("x",)))
    _TABLE[name]
    return Activation(name, DEFAULT_ALPHA.get(name, 0.0) if alpha is None else alpha)


@dataclass(frozen=True)
class Facts:
    """What can be said about f in numbers.

    `mean`: of f(x) for x from the standard normal distribution, 0 where the output is zero-centred.
    `steepest`: the largest |f′| for |x| ≤ 8. `flat`: intervals (from, to) where |f′| < `FLAT_BELOW`.
    """

    mean: float
    steepest: float
    flat: tuple[tuple[float, float], ...]


def facts(activation: Activation, low: float = -6.0, high: float = 6.0) -> Facts:
    """Return the facts of f; `flat` within low … high. Where a formula has no value it is left out."""
    x = np.linspace(-8, 8, 3201)
    values, slopes = activation(x), np.abs(activation.slope(x))
    known, weight = np.isfinite(values), _normal_pdf(x)
    mean = float((values * weight)[known].sum() / weight[known].sum()) if known.any() else math.nan
    sloped = slopes[np.isfinite(slopes)]
    steepest = float(sloped.max()) if sloped.size else math.nan
    grid = np.linspace(low, high, 1201)
    return Facts(mean, steepest, intervals(grid, np.abs(activation.slope(grid)) < FLAT_BELOW))


def intervals(x: Array, where: NDArray[np.bool_]) -> tuple[tuple[float, float], ...]:
    """Return (first, last) of each run of True along x."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], where, [False]]).astype(int)))
    return tuple(
        (float(x[a]), float(x[b - 1])) for a, b in zip(edges[::2], edges[1::2], strict=True) if b - a > 1
    )
