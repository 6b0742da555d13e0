import numpy as np
import pytest
import torch
from scipy.optimize import minimize
from torch.nn import functional

from core.losses import functions

X, Y = (np.array(column) for column in zip(*functions.START, strict=True))
OUTLIER = np.where(X == 6, -1.5, Y)


@pytest.mark.parametrize("delta", [0.3, 1.0, 2.5])
def test_losses_equal_torch(delta: float) -> None:
    errors = np.random.default_rng(0).normal(0, 2, 100)
    e, zero = torch.tensor(errors), torch.zeros(100, dtype=torch.float64)
    assert functions.mse(errors) == pytest.approx(float(functional.mse_loss(e, zero)), abs=1e-9)
    assert functions.mae(errors) == pytest.approx(float(functional.l1_loss(e, zero)), abs=1e-9)
    assert functions.huber(errors, delta) == pytest.approx(
        float(functional.huber_loss(e, zero, delta=delta)), abs=1e-9
    )


def test_cross_entropy_equals_torch() -> None:
    p = np.linspace(0.01, 1, 50)
    expected = functional.binary_cross_entropy(
        torch.tensor(p), torch.ones(50, dtype=torch.float64), reduction="none"
    )
    np.testing.assert_allclose(functions.cross_entropy(p), expected.numpy(), atol=1e-9)


@pytest.mark.parametrize("name", functions.NAMES)
@pytest.mark.parametrize("y", [Y, OUTLIER], ids=["clean", "outlier"])
def test_no_line_has_less_loss(name: str, y: np.ndarray) -> None:
    slope, intercept = functions.fit(name, X, y)
    best = functions.LOSSES[name](y - slope * X - intercept)
    found = [
        minimize(
            lambda p: functions.LOSSES[name](y - p[0] * X - p[1]), start, method="Nelder-Mead", tol=1e-10
        ).fun
        for start in ([0, 0], [1, 1], [slope, intercept])
    ]
    assert best <= min(found) + 1e-7


def test_outlier_bends_squares_most() -> None:
    turned = {n: abs(functions.fit(n, X, Y)[0] - functions.fit(n, X, OUTLIER)[0]) for n in functions.NAMES}
    assert turned["mae"] < turned["huber"] < turned["mse"]


@pytest.mark.parametrize("text", ["", "1,2", "a", ",".join(["nan"] * 8)])
def test_broken_link_starts_anew(text: str) -> None:
    assert functions.read(text) == functions.START


def test_link_comes_back() -> None:
    points = tuple((float(x), float(y)) for x, y in functions.START)
    assert functions.read(functions.write(points)) == points


@pytest.mark.parametrize(
    ("height", "delta", "pulled"),
    [(0.5, 1.0, "squares"), (0.5, 10.0, "alike"), (7.7, 1.0, "none")],
)
def test_who_was_pulled_follows_the_numbers(height: float, delta: float, pulled: str) -> None:
    moved = functions.slopes_moved(X, Y, np.where(X == 6, height, Y), delta)
    assert functions.pulled(moved) == pulled, moved


def test_every_case_of_pulling_can_happen() -> None:
    def size(mse: float, mae: float, huber: float) -> str:
        return functions.pulled({"mse": mse, "mae": -mae, "huber": huber})

    assert [size(0.2, 0.3, 0.2), size(0.5, 0.45, 0.48), size(0.01, 0.02, 0)] == ["mae", "all", "none"]
