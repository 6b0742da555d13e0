"""The map of momentum against NumPy's eigenvalues, a search over all of it, and walks."""

import numpy as np
import pytest

from core.gradient_descent import descent, momentum, problems
from core.gradient_descent.tuning import Tuning

RNG = np.random.default_rng(0)


def radius(alpha: float, beta: float, curvature: float) -> float:
    matrix = np.array([[beta, curvature], [-alpha * beta, 1 - alpha * curvature]])
    return float(np.abs(np.linalg.eigvals(matrix)).max())


def test_the_rate_is_the_spectral_radius() -> None:
    alpha, beta, curvature = RNG.uniform([0, 0, 0.01], [5, 0.999, 3], (400, 3)).T
    ours = momentum.rate(alpha, beta, curvature)
    theirs = [radius(*numbers) for numbers in zip(alpha, beta, curvature, strict=True)]
    np.testing.assert_allclose(ours, theirs, rtol=1e-6)  # two equal roots are hard for eigvals


@pytest.mark.parametrize("condition", [1.5, 10, 100])
def test_nothing_on_the_map_is_faster_than_the_best(condition: float) -> None:
    alpha, beta, share = momentum.best(condition)
    assert momentum.overall(alpha, beta, condition) == pytest.approx(share, abs=1e-6)
    grid = momentum.overall(*np.meshgrid(np.linspace(0, 4, 401), np.linspace(0, 0.99, 199)), condition)
    assert grid.min() >= share - 1e-9
    plain, slower = momentum.best_plain(condition)
    assert momentum.overall(plain, 0, condition) == pytest.approx(slower)
    assert momentum.overall(np.linspace(0, 4, 4001), 0, condition).min() >= slower - 1e-9 > share


@pytest.mark.parametrize(("alpha", "beta"), [(0.5, 0.3), (1.2, 0.0), (3.1, 0.7), (0.2, 0.9), (2.5, 0.1)])
def test_a_walk_shrinks_by_the_rate_in_the_long_run(alpha: float, beta: float) -> None:
    size = np.linalg.norm(momentum.walk(alpha, beta, 20, 600), axis=1)
    far, near = size[100:130].max(), size[400:430].max()
    shrunk = (near / far) ** (1 / 300) if near > 1e-250 else 0
    assert shrunk == pytest.approx(float(momentum.overall(alpha, beta, 20)), abs=2e-3)


def test_the_walk_is_the_one_of_the_race() -> None:
    valley = problems.SURFACES["valley"]  # curvatures 0.2 and 19
    race = descent.run(valley, "momentum", 0.05, 40, tuning=Tuning(beta=0.8)).params
    ours = momentum.walk(0.05 * 19, 0.8, 95, 40, valley.start)
    np.testing.assert_allclose(ours, race, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize(
    ("alpha", "beta", "kind", "slow"),
    [
        (0.1, 0.0, "creeps", "flat"),
        (1.9, 0.0, "flips", "steep"),
        (2.1, 0.0, "diverges", "steep"),
        (1.0, 0.9, "ripples", "both"),
        (3.9, 0.9, "diverges", "steep"),
        (0.5, 0.5, "ripples", "flat"),
    ],
)
def test_a_spot_says_how_it_moves(alpha: float, beta: float, kind: str, slow: str) -> None:
    found = momentum.spot(alpha, beta, 10)
    assert (found.kind, found.slow) == (kind, slow)
    if kind != "diverges":
        assert found.factor**found.tenth == pytest.approx(0.1)


@pytest.mark.parametrize(
    ("alpha", "beta", "condition", "kind"),
    [
        (0, 0, 20, "stays"),
        (0, 0.5, 20, "stays"),
        (2, 0, 20, "stays"),
        (2.82, 0.41, 20, "stays"),
        (2.83, 0.41, 20, "diverges"),
        (1, 0, 1, "jumps"),
        (0.95, 0, 1, "jumps"),
        (0.8, 0, 1, "creeps"),
    ],
)
def test_no_step_the_border_and_a_single_step_are_told_apart(
    alpha: float, beta: float, condition: float, kind: str
) -> None:
    assert momentum.spot(alpha, beta, condition).kind == kind
    walk = np.linalg.norm(momentum.walk(alpha, beta, condition, 400), axis=1)
    if kind == "stays":
        assert walk[400] == pytest.approx(walk[200], rel=1e-6)
    if kind == "jumps":
        assert walk[1] < 0.1 * walk[0]
