"""Curves and surfaces with their gradients, on arrays (..., 1) and (..., 2). Each has its lowest value at 0.

Surfaces: Rosenbrock 1960, Himmelblau 1972, Beale 1958, Styblinski and Tang 1990 (raised by 78.33).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
STYBLINSKI_LOWEST = -78.33233140754282


@dataclass(frozen=True)
class Shape:
    """A loss and its gradient, where to start, what to show, and a rate and step count that suit it."""

    loss: Callable[[Array], Array]
    gradient: Callable[[Array], Array]
    start: tuple[float, ...]
    view: tuple[tuple[float, float], ...]
    formula: str
    rate: str
    steps: int
    quadratic: bool = False


def _surface(f: Callable, df: Callable, *facts: object, **more: object) -> Shape:
    """Make functions of x and y into functions of arrays (..., 2)."""
    return Shape(
        lambda p: f(p[..., 0], p[..., 1]),
        lambda p: np.stack(df(p[..., 0], p[..., 1]), axis=-1),
        *facts,
        **more,
    )


def _curve(f: Callable, df: Callable, *facts: object) -> Shape:
    """Make functions of x into functions of arrays (..., 1)."""
    return Shape(lambda p: f(p[..., 0]), lambda p: df(p), *facts)


def _beale(x: Array, y: Array) -> tuple[Array, Array]:
    a, b, c = 1.5 - x + x * y, 2.25 - x + x * y**2, 2.625 - x + x * y**3
    dx = 2 * a * (y - 1) + 2 * b * (y**2 - 1) + 2 * c * (y**3 - 1)
    return dx, 2 * a * x + 4 * b * x * y + 6 * c * x * y**2


CURVES = {
    "two_valleys": _curve(
        lambda x: (x**2 - 1) ** 2 + 0.3 * x + 0.30542848374391596,
        lambda x: 4 * x * (x**2 - 1) + 0.3,
        (1.6,),
        ((-1.9, 1.9),),
        "(x^2-1)^2 + 0.3x + 0.305",
        "0.01",
        80,
    ),
    "waves": _curve(
        lambda x: 0.1 * x**2 + 1 - np.cos(2 * x),
        lambda x: 0.2 * x + 2 * np.sin(2 * x),
        (-7.2,),
        ((-8.0, 8.0),),
        "0.1x^2 + 1 - \\cos 2x",
        "0.1",
        80,
    ),
    "steps": _curve(
        lambda x: np.log1p(x**2) + 0.3 * (1 - np.cos(6 * x)),
        lambda x: 2 * x / (1 + x**2) + 1.8 * np.sin(6 * x),
        (3.4,),
        ((-4.0, 4.0),),
        "\\ln(1+x^2) + 0.3(1-\\cos 6x)",
        "0.03",
        80,
    ),
}

SURFACES = {
    "bowl": _surface(
        lambda x, y: x**2 + y**2,
        lambda x, y: (2 * x, 2 * y),
        (-3.2, 2.4),
        ((-4.0, 4.0), (-4.0, 4.0)),
        "x^2 + y^2",
        "0.1",
        60,
        quadratic=True,
    ),
    "valley": _surface(
        lambda x, y: 0.02 * x**2 + 1.05 * y**2,
        lambda x, y: (0.04 * x, 2.1 * y),
        (-9.0, 2.6),
        ((-10.0, 10.0), (-4.0, 4.0)),
        "0.02x^2 + 1.05y^2",
        "0.91",
        100,
        quadratic=True,
    ),
    "saddle": _surface(
        lambda x, y: 0.5 * x**2 + 0.25 * (y**2 - 1) ** 2,
        lambda x, y: (1.0 * x, y * (y**2 - 1)),
        (-1.7, 0.001),
        ((-2.0, 2.0), (-2.0, 2.0)),
        "\\tfrac12 x^2 + \\tfrac14 (y^2-1)^2",
        "0.1",
        120,
    ),
    "rosenbrock": _surface(
        lambda x, y: (1 - x) ** 2 + 100 * (y - x**2) ** 2,
        lambda x, y: (-2 * (1 - x) - 400 * x * (y - x**2), 200 * (y - x**2)),
        (-1.2, 1.6),
        ((-2.0, 2.0), (-1.0, 3.0)),
        "(1-x)^2 + 100(y-x^2)^2",
        "0.001",
        300,
    ),
    "himmelblau": _surface(
        lambda x, y: (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2,
        lambda x, y: (
            4 * x * (x**2 + y - 11) + 2 * (x + y**2 - 7),
            2 * (x**2 + y - 11) + 4 * y * (x + y**2 - 7),
        ),
        (-0.6, -0.8),
        ((-5.0, 5.0), (-5.0, 5.0)),
        "(x^2+y-11)^2 + (x+y^2-7)^2",
        "0.01",
        60,
    ),
    "beale": _surface(
        lambda x, y: (1.5 - x + x * y) ** 2 + (2.25 - x + x * y**2) ** 2 + (2.625 - x + x * y**3) ** 2,
        _beale,
        (-1.2, 1.1),
        ((-2.0, 4.2), (-2.0, 1.8)),
        "(1.5-x+xy)^2 + (2.25-x+xy^2)^2 + (2.625-x+xy^3)^2",
        "0.01",
        300,
    ),
    "styblinski": _surface(
        lambda x, y: 0.5 * (x**4 - 16 * x**2 + 5 * x + y**4 - 16 * y**2 + 5 * y) - STYBLINSKI_LOWEST,
        lambda x, y: (2 * x**3 - 16 * x + 2.5, 2 * y**3 - 16 * y + 2.5),
        (0.4, 4.2),
        ((-4.5, 4.5), (-4.5, 4.5)),
        "\\tfrac12\\textstyle\\sum (x_i^4 - 16x_i^2 + 5x_i) + 78.33",
        "0.01",
        60,
    ),
}
