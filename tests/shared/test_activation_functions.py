import math

import numpy as np
import pytest
import torch
from torch.nn import functional

from core.shared import activation_functions

X = np.concatenate([np.linspace(-9, 9, 721) + 1e-4, [0.0]])
TORCH = {
    "identity": lambda x: x * 1.0,
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "relu": functional.relu,
    "leaky_relu": lambda x: functional.leaky_relu(x, 0.01),
    "elu": functional.elu,
    "selu": functional.selu,
    "gelu": functional.gelu,
    "silu": functional.silu,
    "softplus": functional.softplus,
    "hardswish": functional.hardswish,
}


def test_all_twelve_are_there() -> None:
    assert set(activation_functions.NAMES) == {*TORCH, "step"}


@pytest.mark.parametrize("name", TORCH)
def test_value_and_slope_equal_torch_and_autograd(name: str) -> None:
    x = torch.tensor(X, requires_grad=True)
    value = TORCH[name](x)
    (slope,) = torch.autograd.grad(value.sum(), x)
    f = activation_functions.build(name)
    np.testing.assert_allclose(f(X), value.detach().numpy(), atol=1e-6)
    np.testing.assert_allclose(f.slope(X), slope.numpy(), atol=1e-6)


@pytest.mark.parametrize(("name", "alpha"), [("leaky_relu", 0.2), ("elu", 0.5)])
def test_own_number_of_a_function_equals_torch(name: str, alpha: float) -> None:
    x = torch.tensor(X, requires_grad=True)
    value = getattr(functional, name)(x, alpha)
    (slope,) = torch.autograd.grad(value.sum(), x)
    f = activation_functions.build(name, alpha)
    np.testing.assert_allclose(f(X), value.detach().numpy(), atol=1e-6)
    np.testing.assert_allclose(f.slope(X), slope.numpy(), atol=1e-6)


def test_step_is_heavisides_and_flat() -> None:
    f = activation_functions.build("step")
    expected = torch.heaviside(torch.tensor(X), torch.tensor(0.0, dtype=torch.float64))
    np.testing.assert_array_equal(f(X), expected.numpy())
    assert not f.slope(X).any()


def test_own_formula_is_an_activation() -> None:
    own, silu = activation_functions.build("own", text="x * sigmoid(x)"), activation_functions.build("silu")
    np.testing.assert_allclose(own(X), silu(X), atol=1e-12)
    np.testing.assert_allclose(own.slope(X), silu.slope(X), atol=1e-12)


def test_extreme_inputs_do_not_overflow() -> None:
    for name in activation_functions.NAMES:
        f = activation_functions.build(name)
        with np.errstate(all="raise", under="ignore"):
            assert np.isfinite(f([-1e4, 1e4])).all() and np.isfinite(f.slope([-1e4, 1e4])).all()


def test_steepest_slope_of_the_logistic_function_is_a_quarter() -> None:
    assert activation_functions.facts(activation_functions.build("sigmoid")).steepest == pytest.approx(0.25)


@pytest.mark.parametrize(
    ("name", "mean"), [("sigmoid", 0.5), ("tanh", 0), ("relu", 1 / math.sqrt(2 * math.pi)), ("step", 0.5)]
)
def test_zero_centred_as_a_number(name: str, mean: float) -> None:
    assert activation_functions.facts(activation_functions.build(name)).mean == pytest.approx(mean, abs=2e-3)


def test_saturated_where_the_slope_is_small() -> None:
    (left, right) = activation_functions.facts(activation_functions.build("sigmoid")).flat
    edge = 2.88  # σ′(x) = 0.05
    assert left == pytest.approx((-6, -edge), abs=0.02) and right == pytest.approx((edge, 6), abs=0.02)
    assert activation_functions.facts(activation_functions.build("relu")).flat == (
        pytest.approx((-6, 0), abs=0.02),
    )
    assert activation_functions.facts(activation_functions.build("identity")).flat == ()


def test_formula_without_values_has_no_facts() -> None:
    found = activation_functions.facts(activation_functions.build("own", text="log(0*x - 1)"))
    assert math.isnan(found.mean) and math.isnan(found.steepest)
