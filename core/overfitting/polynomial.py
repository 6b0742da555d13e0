"""Polynomials through a few dots: how they fit the dots they have seen, and those they have not.

The browser computes the same (`least_squares.js`).
"""

from dataclasses import dataclass

import numpy as np
from numpy.polynomial import chebyshev
from numpy.typing import ArrayLike, NDArray

DEGREES = tuple(range(1, 16))
START = 15
COUNTS = (20, 40, 100)
TEST_DOTS, RUNS = 200, 30
NOISE = 0.3
"""standard deviation of what chance adds to each dot: no curve can be closer to new dots than this"""
NEAR, SLIGHT = 1.1, 0.03
"""a curve that misses new dots by so many times the least, or by so little more (in y), is as good"""
NOISES = tuple(f"{i / 20:g}" for i in range(17))
"""what it can be set to, as texts"""

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Sample:
    """Dots (n,) to fit and (TEST_DOTS,) new ones; x in −1..1; y is `plain` + `noise` · `chance`.

    All are rounded to float32, which the browser gets.
    """

    x: Array
    plain: Array
    chance: Array
    new_x: Array
    new_plain: Array
    new_chance: Array
    noise: float = NOISE

    @property
    def y(self) -> Array:
        """Heights of the dots to fit."""
        return self.plain + self.noise * self.chance

    @property
    def new_y(self) -> Array:
        """Heights of the new dots."""
        return self.new_plain + self.noise * self.new_chance


@dataclass(frozen=True)
class Errors:
    """Root mean squared errors by degree, (15,) each, in the unit of y."""

    train: Array
    test: Array

    @property
    def best(self) -> int:
        """The degree with the lowest error on new dots."""
        return DEGREES[int(self.test.argmin())]

    def kind(self, degree: int) -> str:
        """Return `right`, `stiff` (bends too little) or `heart` (knows its dots by heart)."""
        least = self.test.min()
        if self.test[degree - 1] <= max(NEAR * least, least + SLIGHT):
            return "right"
        return "stiff" if degree < self.best else "heart"


@dataclass(frozen=True)
class Parts:
    """Parts (15,) by degree of the mean squared error on new dots: bias² + variance + noise."""

    bias2: Array
    variance: Array
    noise: float = NOISE

    @property
    def error(self) -> Array:
        """What new dots are missed by on average, squared."""
        return self.bias2 + self.variance + self.noise**2


def truth(x: ArrayLike) -> Array:
    """Return the rule that the dots come from."""
    return np.sin(4 * np.asarray(x, float))


def draw(count: int, seed: int, noise: float = NOISE) -> Sample:
    """Draw dots, one at a chance place in each of `count` equal stretches of −1..1, with noise."""
    rng = np.random.default_rng(seed)
    x = -1 + 2 * (np.arange(count) + rng.random(count)) / count
    new_x = np.sort(rng.uniform(-1, 1, TEST_DOTS))
    chance, new_chance = (rng.standard_normal(len(v)) for v in (x, new_x))
    found = (x, truth(x), chance, new_x, truth(new_x), new_chance)
    return Sample(*map(_rounded, found), noise)


def _rounded(values: Array) -> Array:
    return values.astype(np.float32).astype(float)


def fit(x: Array, y: Array, degree: int) -> Array:
    """Return the (degree + 1,) Chebyshev coefficients with the least squared error; y may be (n, runs)."""
    return np.linalg.lstsq(chebyshev.chebvander(x, degree), y, rcond=None)[0]


def errors(sample: Sample) -> Errors:
    """Fit every degree and measure it on the dots it has seen and on the new ones."""

    def missed(x: Array, y: Array, coefficients: Array) -> float:
        return float(np.sqrt(np.mean((chebyshev.chebval(x, coefficients) - y) ** 2)))

    fits = [fit(sample.x, sample.y, degree) for degree in DEGREES]
    train = np.array([missed(sample.x, sample.y, c) for c in fits])
    return Errors(train, np.array([missed(sample.new_x, sample.new_y, c) for c in fits]))


@dataclass(frozen=True)
class Bundle:
    """Draws of heights over the same (n,) places `x`, where the rule is at `plain`; `chance` is (RUNS, n)."""

    x: Array
    plain: Array
    chance: Array
    noise: float = NOISE

    @property
    def heights(self) -> Array:
        """Heights of the dots, (RUNS, n)."""
        return self.plain + self.noise * self.chance


def bundle(count: int, seed: int, noise: float = NOISE) -> Bundle:
    """Draw heights RUNS times above the same `count` places."""
    x = draw(count, seed).x
    chance = np.random.default_rng([seed, 1]).standard_normal((RUNS, count))
    return Bundle(x, _rounded(truth(x)), _rounded(chance), noise)


def parts(draws: Bundle, at: Array) -> Parts:
    """Measure, over the places `at`, how far the mean of the fits is off, and how far the fits are apart.

    Bias² is that of the mean curve; it holds 1/RUNS of the variance, as the mean of few runs does.
    """
    bias2, variance = [], []
    for degree in DEGREES:
        curves = chebyshev.chebval(at, fit(draws.x, draws.heights.T, degree))  # (RUNS, len(at))
        bias2.append(np.mean((curves.mean(0) - truth(at)) ** 2))
        variance.append(np.mean(curves.var(0, ddof=1)))
    return Parts(np.array(bias2), np.array(variance), draws.noise)


def read(text: str) -> int:
    """Return the degree that a link holds, 1..15; `START` where it holds anything else."""
    return int(text) if text.isdecimal() and len(text) < 3 and int(text) in DEGREES else START
