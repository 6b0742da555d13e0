"""How fast momentum converges on a quadratic: its step α and its memory β, all of them at once.

On ½ Σ λᵢ wᵢ² each direction moves on its own: speed ← β · speed + λw, w ← w − α · speed. That is a product
with the matrix R = [[β, λ], [−αβ, 1 − αλ]], so what is left after many steps shrinks by R's spectral radius a
step (Polyak, 1964; Goh, "Why momentum really works", Distill 2017).
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

CONDITIONS = (1, 1.5, 2, 3, 5, 7, 10, 15, 20, 30, 50, 70, 100, 150, 200)
"""λ_max ÷ λ_min that can be set; λ_max is 1"""
MOST_ALPHA = 4.0
"""beyond 2 (1 + β) < 4 nothing converges where λ_max is 1"""
KINDS = ("diverges", "stays", "jumps", "creeps", "ripples", "flips")


def rate(alpha: ArrayLike, beta: ArrayLike, curvature: ArrayLike) -> NDArray[np.float64]:
    """Return by which factor a step shrinks the distance in the long run, below 1 where it converges.

    The arguments (α ≥ 0, β in 0..1, curvature λ > 0) broadcast. It is the larger root in size of
    σ² − (1 − αλ + β) σ + β = 0, the characteristic polynomial of R.
    """
    alpha, beta, curvature = (np.asarray(v, float) for v in (alpha, beta, curvature))
    half = (1 - alpha * curvature + beta) / 2
    under = half * half - beta
    real = np.abs(half) + np.sqrt(np.maximum(under, 0))
    return np.where(under < 0, np.sqrt(beta), real)


def overall(alpha: ArrayLike, beta: ArrayLike, condition: float) -> NDArray[np.float64]:
    """Return the factor of the slowest direction, with curvatures from 1/`condition` to 1."""
    return np.maximum(rate(alpha, beta, 1.0), rate(alpha, beta, 1.0 / condition))


def best(condition: float) -> tuple[float, float, float]:
    """Return the α and β with the smallest factor, and that factor (Polyak, 1964).

    α = (2 / (√λ_max + √λ_min))², β = factor² with factor = (√κ − 1) / (√κ + 1).
    """
    root = math.sqrt(condition)
    share = (root - 1) / (root + 1)
    return (2 / (1 + 1 / root)) ** 2, share**2, share


def best_plain(condition: float) -> tuple[float, float]:
    """Return the best α without momentum, 2 / (λ_max + λ_min), and its factor (κ − 1) / (κ + 1)."""
    return 2 / (1 + 1 / condition), (condition - 1) / (condition + 1)


@dataclass(frozen=True)
class Spot:
    """A place on the map: its factor, how it moves along the steep direction, which direction is slower.

    `slow`: "flat", "steep" or "both"; `tenth`: the steps until a tenth is left, infinite where it diverges.
    """

    factor: float
    kind: str
    slow: str
    tenth: float


def spot(alpha: float, beta: float, condition: float) -> Spot:
    """Tell what α and β do; steps to a tenth are ln 10 / −ln factor, 0 where a single step is enough.

    KINDS: "diverges"; "stays" where nothing comes nearer or goes further (α = 0, or at the border); "jumps"
    where one step leaves less than a tenth; "ripples" where R's eigenvalues are complex, as a spring that
    swings past the middle and back; "flips" where the larger one is negative: each step lands on the other
    side; else "creeps".
    """
    flat, steep = float(rate(alpha, beta, 1 / condition)), float(rate(alpha, beta, 1.0))
    factor, half = max(flat, steep), (1 - alpha + beta) / 2
    slow = "both" if abs(flat - steep) < 1e-6 else "flat" if flat > steep else "steep"
    if factor >= 1 - 1e-12:
        return Spot(factor, "diverges" if factor > 1 + 1e-12 else "stays", slow, math.inf)
    kind = "jumps" if factor < 0.1 else "ripples" if half * half < beta else "flips" if half < 0 else "creeps"
    return Spot(factor, kind, slow, 0.0 if factor == 0 else math.log(10) / -math.log(factor))


def walk(
    alpha: float, beta: float, condition: float, steps: int, start: tuple[float, float] = (1.0, 1.0)
) -> NDArray[np.float64]:
    """Return (steps + 1, 2) places: the flat direction (λ = 1/`condition`), then the steep one (λ = 1)."""
    curvatures, place, speed = np.array([1 / condition, 1.0]), np.array(start, float), np.zeros(2)
    places = [place]
    with np.errstate(all="ignore"):
        for _ in range(steps):
            speed = beta * speed + curvatures * place
            place = place - alpha * speed
            places.append(place)
    return np.array(places)
