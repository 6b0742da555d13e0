"""The landscapes: losses of one or two parameters with their gradients, all with a known lowest loss.

Losses and gradients take one number or one array (any shape) a parameter.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np

from core.gradient_descent import minima
from core.shared import formula

Rows = np.ndarray | None
"""which data points count; None: all"""


@dataclass(frozen=True)
class Problem:
    """One landscape.

    loss(*w) and gradient(*w, rows=None) take one number or array a parameter; view: the range of each
    parameter to look at; floor: the lowest loss; minima: where it is; curvature: λ_max of a quadratic's
    Hessian, so that plain descent converges for rates below 2/λ_max; model: what is fitted to data (x, y);
    written: the loss as a formula of the parameters, for landscapes without data.
    """

    name: str
    parameters: tuple[str, ...]
    loss: Callable[..., Any]
    gradient: Callable[..., tuple]
    view: tuple[tuple[float, float], ...]
    start: tuple[float, ...]
    floor: float = 0.0
    minima: tuple[tuple[float, ...], ...] = ()
    curvature: float | None = None
    model: str | None = None
    data: tuple[np.ndarray, np.ndarray] | None = None
    written: str | None = None

    def program(self) -> list[list] | None:
        """Return the loss as steps that a browser can follow (`Formula.program`); None for a fit to data."""
        return formula.parse(self.written, self.parameters).program() if self.written else None


def _surface(
    name: str, loss: Callable, gradient: Callable, view: tuple, start: tuple, **facts: Any
) -> Problem:
    parameters = ("x", "y")[: len(view)]
    facts = {"written": WRITTEN.get(name)} | facts
    return Problem(name, parameters, loss, lambda *w, rows=None: gradient(*w), view, start, **facts)


def _styblinski(*w: Any) -> Any:
    """Return Σ ½ (w⁴ − 16w² + 5w) above its lowest value, −39.16617 a parameter (Styblinski & Tang, 1990)."""
    return sum(0.5 * (u**4 - 16 * u * u + 5 * u) for u in w) + 39.16616570377142 * len(w)


TROUGHS = (-2.903534027771177, 2.746802772489265)


def _valleys(x: Any) -> Any:
    return 0.05 * x * x + 1 - np.cos(2 * x)


def _two_valleys(x: Any) -> Any:
    return 0.25 * x**4 - x * x + 0.3 * x + 1.4349731299903377


WRITTEN = {
    "two_valleys": "0.25x^4 - x^2 + 0.3x + 1.4349731299903377",
    "many_valleys": "0.05x^2 + 1 - cos(2x)",
    "bowl": "0.5(x^2 + y^2)",
    "valley": "0.1x^2 + 9.5y^2",
    "saddle": "0.5x^2 + 0.25y^4 - 0.5y^2 + 0.25",
    "rosenbrock": "(1 - x)^2 + 100(y - x^2)^2",
    "himmelblau": "(x^2 + y - 11)^2 + (x + y^2 - 7)^2",
    "beale": "(1.5 - x + x*y)^2 + (2.25 - x + x*y^2)^2 + (2.625 - x + x*y^3)^2",
    "styblinski_tang": "0.5(x^4 - 16x^2 + 5x + y^4 - 16y^2 + 5y) + 78.33233140754284",
}
"""the landscapes as a learner would type them"""

SURFACES = {
    problem.name: problem
    for problem in (
        _surface(
            "two_valleys",
            _two_valleys,
            lambda x: (x**3 - 2 * x + 0.3,),
            ((-2.2, 2.2),),
            (2.0,),
            minima=((-1.4839679,), (1.3322207,)),
        ),
        _surface(
            "many_valleys",
            _valleys,
            lambda x: (0.1 * x + 2 * np.sin(2 * x),),
            ((-8.0, 8.0),),
            (6.0,),
            minima=tuple((x,) for x in (-6.127494, -3.064673, 0.0, 3.064673, 6.127494)),
        ),
        _surface(
            "bowl",
            lambda x, y: 0.5 * (x * x + y * y),
            lambda x, y: (x, y),
            ((-4.0, 4.0), (-3.0, 3.0)),
            (-3.0, 2.0),
            minima=((0.0, 0.0),),
            curvature=1.0,
        ),
        _surface(
            "valley",
            lambda x, y: 0.1 * x * x + 9.5 * y * y,
            lambda x, y: (0.2 * x, 19 * y),
            ((-4.0, 4.0), (-2.0, 2.0)),
            (-3.5, 0.9),
            minima=((0.0, 0.0),),
            curvature=19.0,
        ),
        _surface(
            "saddle",
            lambda x, y: 0.5 * x * x + 0.25 * y**4 - 0.5 * y * y + 0.25,
            lambda x, y: (x, y**3 - y),
            ((-2.0, 2.0), (-1.8, 1.8)),
            (-1.7, 0.02),
            minima=((0.0, -1.0), (0.0, 1.0)),
        ),
        _surface(
            "rosenbrock",
            lambda x, y: (1 - x) ** 2 + 100 * (y - x * x) ** 2,
            lambda x, y: (2 * (x - 1) - 400 * x * (y - x * x), 200 * (y - x * x)),
            ((-2.0, 2.0), (-1.0, 3.0)),
            (-1.2, 1.0),
            minima=((1.0, 1.0),),
        ),
        _surface(
            "himmelblau",
            lambda x, y: (x * x + y - 11) ** 2 + (x + y * y - 7) ** 2,
            lambda x, y: (
                4 * x * (x * x + y - 11) + 2 * (x + y * y - 7),
                2 * (x * x + y - 11) + 4 * y * (x + y * y - 7),
            ),
            ((-5.0, 5.0), (-5.0, 5.0)),
            (0.0, -0.5),
            minima=((3.0, 2.0), (-2.805118, 3.131312), (-3.779310, -3.283186), (3.584428, -1.848126)),
        ),
        _surface(
            "beale",
            lambda x, y: (1.5 - x + x * y) ** 2 + (2.25 - x + x * y * y) ** 2 + (2.625 - x + x * y**3) ** 2,
            lambda x, y: (
                2 * (1.5 - x + x * y) * (y - 1)
                + 2 * (2.25 - x + x * y * y) * (y * y - 1)
                + 2 * (2.625 - x + x * y**3) * (y**3 - 1),
                2 * (1.5 - x + x * y) * x
                + 4 * (2.25 - x + x * y * y) * x * y
                + 6 * (2.625 - x + x * y**3) * x * y * y,
            ),
            ((-1.0, 4.5), (-2.0, 2.0)),
            (1.0, -1.0),
            minima=((3.0, 0.5),),
        ),
        _surface(
            "styblinski_tang",
            _styblinski,
            lambda *w: tuple(2 * u**3 - 16 * u + 2.5 for u in w),
            ((-5.0, 5.0), (-5.0, 5.0)),
            (0.5, 0.7),
            minima=tuple((a, b) for a in TROUGHS for b in TROUGHS),
        ),
    )
}


def course_example() -> Problem:
    """Return y = wx on (1, 3) (2, 6) (3, 9) (4, 12) with the mean of (y − ŷ)²."""
    return fit_proportional(np.array([[1, 3], [2, 6], [3, 9], [4, 12]], float), "course")


def fit_proportional(points: np.ndarray, name: str) -> Problem:
    """Return the fit of ŷ = wx to points (n, 2)."""
    x, y = points.T
    best = float(x @ y / (x @ x))
    reach = max(4.0, 1.5 * abs(best))

    def loss(w: Any) -> Any:
        return np.mean((y - np.multiply.outer(w, x)) ** 2, -1)

    every = float(x @ x), float(x @ y), len(x)

    def gradient(w: Any, rows: Rows = None) -> tuple:
        xx, xy, count = every if rows is None else (x[rows] @ x[rows], x[rows] @ y[rows], len(rows))
        return (2 / count * (w * xx - xy),)

    return Problem(
        name,
        ("w",),
        loss,
        gradient,
        ((best - reach, best + reach),),
        (0.0,),
        float(loss(best)),
        ((best,),),
        float(2 * np.mean(x * x)),
        "proportional",
        (x, y),
    )


def fit_line(points: np.ndarray) -> Problem:
    """Return the fit of ŷ = wx + b to points (n, 2), with the mean of (y − ŷ)²."""
    x, y = points.T
    design = np.stack([x, np.ones_like(x)], 1)
    best = np.linalg.lstsq(design, y, rcond=None)[0]

    def error_at(w: Any, b: Any, rows: Rows) -> tuple[Any, Any]:
        some_x, some_y = (x, y) if rows is None else (x[rows], y[rows])
        return np.multiply.outer(w, some_x) + np.asarray(b)[..., None] - some_y, some_x

    def gradient(w: Any, b: Any, rows: Rows = None) -> tuple:
        error, some_x = error_at(w, b, rows)
        return 2 / len(some_x) * (error @ some_x), 2 * error.mean(-1)

    return Problem(
        "line",
        ("w", "b"),
        lambda w, b: np.mean(error_at(w, b, None)[0] ** 2, -1),
        gradient,
        tuple((float(v) - 4, float(v) + 4) for v in best),
        (float(best[0]) - 3, float(best[1]) + 3),
        float(np.mean((design @ best - y) ** 2)),
        (tuple(map(float, best)),),
        float(2 * np.linalg.eigvalsh(design.T @ design / len(x))[-1]),
        "line",
        (x, y),
    )


def fit_logistic(points: np.ndarray) -> Problem:
    """Return the fit of P(y = 1) = σ(wx + b) to points (n, 2) with y of 0 or 1: the mean cross-entropy."""
    x, y = points.T

    def loss(w: Any, b: Any) -> Any:
        z = np.multiply.outer(w, x) + np.asarray(b)[..., None]
        return np.mean(np.logaddexp(0, z) - y * z, -1)

    def gradient(w: Any, b: Any, rows: Rows = None) -> tuple:
        some_x, some_y = (x, y) if rows is None else (x[rows], y[rows])
        z = np.multiply.outer(w, some_x) + np.asarray(b)[..., None]
        error = 0.5 * (1 + np.tanh(0.5 * z)) - some_y
        return error @ some_x / len(some_x), error.mean(-1)

    best = _newton(x, y)
    view = tuple((v - 6, v + 6) for v in best)
    facts = {"floor": float(loss(*best)), "minima": (best,), "model": "logistic", "data": (x, y)}
    return Problem("logistic", ("w", "b"), loss, gradient, view, (view[0][0] + 1, view[1][1] - 1), **facts)


def _newton(x: np.ndarray, y: np.ndarray) -> tuple[float, float]:
    """Return the best w and b, no larger than 12: for separable data there is no best one."""
    design, weights = np.stack([x, np.ones_like(x)], 1), np.zeros(2)
    for _ in range(50):
        p = 1 / (1 + np.exp(-design @ weights))
        hessian = (design * (p * (1 - p))[:, None]).T @ design + 1e-6 * np.eye(2)
        weights = np.clip(weights - np.linalg.solve(hessian, design.T @ (p - y)), -12, 12)
    return tuple(map(float, weights))


@lru_cache(maxsize=32)
def own(text: str) -> Problem:
    """Return the learner's formula of x, or of x and y; raise FormulaError."""
    try:
        written = formula.parse(text, ("x",))
    except formula.FormulaError as error:
        if error.facts.get("name") != "y":
            raise
        written = formula.parse(text, ("x", "y"))
    curve = written.variables == ("x",)
    view = ((-5.0, 5.0),) if curve else ((-5.0, 5.0), (-5.0, 5.0))
    start = (4.0,) if curve else (-4.0, 3.0)
    loss, slopes = lambda *w: written(*w)[0], lambda *w: tuple(written(*w)[1])
    problem = _surface("own", loss, slopes, view, start, written=text)
    found = minima.find(problem.loss, problem.gradient, view)
    axes = np.meshgrid(*(np.linspace(low, high, 201) for low, high in view))
    values = np.nan_to_num(problem.loss(*axes), nan=np.inf, posinf=np.inf, neginf=-1e6)
    floor = min(float(values.min()), *(float(problem.loss(*place)) for place in found), np.inf)
    return replace(problem, floor=floor if np.isfinite(floor) else 0.0, minima=found)
