"""What is to be minimised: a loss over one or two parameters, its gradient, and where to look at it."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.gradient_descent import data, formula, landscapes

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Problem:
    """A loss. `loss` maps (..., d) to (...); `gradient` maps (..., d) to (..., d).

    A problem with `points` (n, 2) is a mean over them: its gradient takes weights (..., n) that sum to 1 as a
    second argument (None: all points count the same). `view` is (low, high) for each parameter.
    """

    name: str
    loss: Callable[[Array], Array]
    gradient: Callable[..., Array]
    parameters: tuple[str, ...]
    start: tuple[float, ...]
    view: tuple[tuple[float, float], ...]
    formula: str
    rate: str
    steps: int
    quadratic: bool = False
    points: Array | None = None

    @property
    def d(self) -> int:
        """Return the number of parameters."""
        return len(self.parameters)

    def grid(self, count: int) -> Array:
        """Return `count` places along each parameter of the view, (count, 1) or (count, count, 2) by y, x."""
        axes = [np.linspace(low, high, count) for low, high in self.view]
        return np.stack(np.meshgrid(*axes), axis=-1)

    def curvature(self) -> float | None:
        """Return λ_max of the Hessian where that is the same everywhere (quadratics), else None."""
        if not self.quadratic:
            return None
        rows = self.gradient(np.eye(self.d), None) - self.gradient(np.zeros((1, self.d)), None)
        return float(np.linalg.eigvalsh((rows + rows.T) / 2).max())


DATA = ("table", "line", "logistic")
CURVES = tuple(landscapes.CURVES)
SURFACES = tuple(landscapes.SURFACES)
NAMES = (*DATA, *CURVES, *SURFACES, "own")
EDITABLE = ("line", "logistic")
SEVERAL_MINIMA = (*CURVES, "saddle", "himmelblau", "styblinski", "own")


def build(name: str, points: Array | None = None, text: str = "", reach: float = 4.0) -> Problem:
    """Return a problem of `NAMES`.

    `points` (n, 2) are for "line" and "logistic" (None: the usual ones); `text` is the formula of "own",
    shown within ±`reach`. Raise FormulaError where the formula cannot be read.
    """
    if name == "own":
        return _own(text, reach)
    if name in DATA:
        return _from_points(name, points)
    shape = {**landscapes.CURVES, **landscapes.SURFACES}[name]
    return Problem(
        name,
        shape.loss,
        _ignoring_weights(shape.gradient),
        ("x", "y")[: len(shape.start)],
        shape.start,
        shape.view,
        shape.formula,
        shape.rate,
        shape.steps,
        quadratic=shape.quadratic,
    )


def _from_points(name: str, points: Array | None) -> Problem:
    if points is None or name == "table":
        points = np.array(data.POINTS[name], dtype=float)
    model = data.Logistic(points) if name == "logistic" else data.Line(points, bias=name == "line")
    start, (rate, steps) = (0.0,) * model.d, data.PACE[name]
    parameters = ("w", "b")[: model.d]
    view = ((-1.5, 7.5),) if name == "table" else data.view_around(model.solution, start)
    return Problem(
        name,
        model.loss,
        model.gradient,
        parameters,
        start,
        view,
        data.FORMULAS[name],
        rate,
        steps,
        quadratic=name != "logistic",
        points=points,
    )


def _own(text: str, reach: float) -> Problem:
    read = formula.parse(text)
    d = len(read.variables)
    problem = Problem(
        "own",
        read.loss,
        _ignoring_weights(read.gradient),
        read.variables,
        (-0.7 * reach, 0.6 * reach)[:d],
        ((-reach, reach),) * d,
        read.text,
        "0.01",
        100,
    )
    with np.errstate(all="ignore"):
        values = problem.loss(problem.grid(41))
    if not np.isfinite(values).any():
        raise formula.FormulaError("formula_nowhere")
    return problem


def _ignoring_weights(gradient: Callable[[Array], Array]) -> Callable[..., Array]:
    return lambda params, weights=None: gradient(params)
