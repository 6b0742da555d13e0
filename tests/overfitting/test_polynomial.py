import numpy as np
import pytest
from sklearn.linear_model import LinearRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures

from core.overfitting import polynomial


@pytest.mark.parametrize("degree", [1, 3, 9])
def test_a_fit_is_scikit_learns(degree: int) -> None:
    sample = polynomial.draw(20, 3)
    model = make_pipeline(PolynomialFeatures(degree), LinearRegression()).fit(sample.x[:, None], sample.y)
    at = np.linspace(-1, 1, 50)
    found = np.polynomial.chebyshev.chebval(at, polynomial.fit(sample.x, sample.y, degree))
    assert found == pytest.approx(model.predict(at[:, None]), abs=1e-8)
    missed = np.sqrt(np.mean((model.predict(sample.new_x[:, None]) - sample.new_y) ** 2))
    assert polynomial.errors(sample).test[degree - 1] == pytest.approx(missed)


@pytest.mark.parametrize("seed", range(5))
def test_seen_dots_are_met_better_by_every_degree_and_new_ones_are_not(seed: int) -> None:
    errors = polynomial.errors(polynomial.draw(20, seed))
    assert (np.diff(errors.train) < 1e-9).all()
    assert 2 < errors.best < 12 and errors.test[-1] > 2 * errors.test.min()


def test_bias_falls_and_variance_grows_with_the_degree() -> None:
    parts = polynomial.parts(polynomial.bundle(40, 0), np.linspace(-1, 1, 201))
    assert parts.bias2[0] > 0.3 > 0.01 > parts.bias2[6]
    assert (np.diff(parts.variance) > 0).all()


def test_the_variance_of_a_fit_is_that_of_theory() -> None:
    """Of least squares: σ² · row of the design (XᵀX)⁻¹ row."""
    x, at, degree = polynomial.bundle(40, 0).x, np.linspace(-1, 1, 201), 4
    rng = np.random.default_rng(0)
    draws = polynomial.Bundle(x, polynomial.truth(x), rng.standard_normal((2000, len(x))))
    design, rows = (np.polynomial.chebyshev.chebvander(v, degree) for v in (x, at))
    theory = polynomial.NOISE**2 * np.mean(np.sum(rows @ np.linalg.inv(design.T @ design) * rows, axis=1))
    assert polynomial.parts(draws, at).variance[degree - 1] == pytest.approx(theory, rel=0.05)


@pytest.mark.parametrize(
    ("text", "degree"), [("3", 3), ("0", 15), ("16", 15), ("", 15), ("²", 15), ("x", 15)]
)
def test_any_link_gives_a_degree(text: str, degree: int) -> None:
    assert polynomial.read(text) == degree
