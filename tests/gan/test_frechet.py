import numpy as np
import pytest
from scipy.linalg import sqrtm

from core.gan.frechet import Cloud, distance, evenness, fit, square_root


def cloud(seed: int, size: int = 6) -> Cloud:
    random = np.random.default_rng(seed)
    mix = random.normal(size=(size, size))
    return Cloud(random.normal(size=size), mix @ mix.T)


def test_equals_the_formula_with_scipys_matrix_root() -> None:
    a, b = cloud(1), cloud(2)
    gap = a.mean - b.mean
    cross = sqrtm(a.covariance @ b.covariance).real
    expected = gap @ gap + np.trace(a.covariance + b.covariance - 2 * cross)
    assert distance(a, b) == pytest.approx(expected, rel=1e-6)
    assert distance(b, a) == pytest.approx(expected, rel=1e-6)
    np.testing.assert_allclose(square_root(a.covariance), sqrtm(a.covariance), atol=1e-8)


def test_known_clouds() -> None:
    line, wide = Cloud(np.zeros(1), np.array([[4.0]])), Cloud(np.array([3.0]), np.array([[25.0]]))
    assert distance(line, wide) == pytest.approx(9 + (5 - 2) ** 2)  # (μ − ν)² + (σ − τ)²
    assert distance(line, line) == pytest.approx(0, abs=1e-12)


def test_fit_is_mean_and_covariance_and_large_samples_come_close() -> None:
    random, size = np.random.default_rng(0), 4
    features = random.normal(size=(400, size))
    found = fit(features)
    np.testing.assert_allclose(found.mean, features.mean(0))
    np.testing.assert_allclose(found.covariance, np.cov(features.T))
    few, many = (
        distance(fit(random.normal(size=(n, size))), Cloud(np.zeros(size), np.eye(size)))
        for n in (40, 40_000)
    )
    assert many < 0.01 < few


def test_evenness() -> None:
    assert evenness(np.full(10, 7)) == pytest.approx(1)
    assert evenness(np.array([9, 0, 0])) == 0
    assert evenness(np.array([5, 5, 0, 0])) == pytest.approx(0.5)
