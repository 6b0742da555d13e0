"""A learner's formula: the same values and derivatives as torch, and nothing but arithmetic."""

import numpy as np
import pytest
import torch

from core.i18n.catalog import LANGUAGES, labels
from core.shared.formula import FORMULA_ERROR_CODES, FUNCTIONS, MOST_CHARACTERS, FormulaError, parse

X = np.linspace(-3, 3, 41) + 0.013
Y = np.linspace(2, -1.5, 41) + 0.011
CASES = {
    "x**2 + 3y": lambda x, y: x**2 + 3 * y,
    "2x*y": lambda x, y: 2 * x * y,
    "(x + 1)(y − 2)": lambda x, y: (x + 1) * (y - 2),
    "x² · y³ − 1.5e1/y": lambda x, y: x**2 * y**3 - 15 / y,
    "exp(−x^2/2) * sin(3(x+y))": lambda x, y: torch.exp(-(x**2) / 2) * torch.sin(3 * (x + y)),
    "(x*x + 0.1)^y": lambda x, y: (x * x + 0.1) ** y,
    "x if x > 0 else exp(x) - 1": lambda x, y: torch.where(x > 0, x, torch.exp(x) - 1),
    "max(0, x) + min(y, 1)": lambda x, y: torch.relu(x) + torch.minimum(y, torch.ones_like(y)),
    "x * 0.5 * (1 + erf(x / sqrt(2)))": lambda x, y: torch.nn.functional.gelu(x),
    "pi*x + e": lambda x, y: torch.pi * x + torch.e,
    "7": lambda x, y: 7 + 0 * x * y,
    "(−x)^2": lambda x, y: x**2,
}


def compare(text: str, reference, x: np.ndarray, y: np.ndarray) -> None:
    tx, ty = (torch.tensor(a, dtype=torch.float64, requires_grad=True) for a in (x, y))
    expected = reference(tx, ty)
    grads = torch.autograd.grad(expected.sum(), (tx, ty), allow_unused=True)
    value, gradient = parse(text, ("x", "y"))(x, y)
    np.testing.assert_allclose(value, expected.detach().numpy(), atol=1e-9)
    for mine, theirs in zip(gradient, grads, strict=True):
        np.testing.assert_allclose(mine, 0 if theirs is None else theirs.numpy(), atol=1e-9, rtol=1e-9)


@pytest.mark.parametrize("text", CASES)
def test_value_and_gradient_equal_autograd(text: str) -> None:
    compare(text, CASES[text], X, Y)


TORCH = {
    "ln": torch.log,
    "softplus": torch.nn.functional.softplus,
    **{n: getattr(torch, n) for n in FUNCTIONS if hasattr(torch, n)},
}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_equals_torchs(name: str) -> None:
    x = np.abs(X) + 0.2 if name in ("log", "ln", "sqrt") else X
    compare(f"{name}(x)", lambda tx, ty: TORCH[name](tx), x, Y)


def test_relu_by_max_has_slope_zero_at_zero() -> None:
    value, gradient = parse("max(0, x)", ("x",))([-1.0, 0.0, 2.0])
    assert value.tolist() == [0, 0, 2] and gradient.tolist() == [[0, 0, 1]]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "formula_empty"),
        ("  ", "formula_empty"),
        ("x" * (MOST_CHARACTERS + 1), "formula_too_long"),
        ("x +", "formula_syntax"),
        ("(" * 119, "formula_syntax"),
        ("x\0", "formula_syntax"),
        ("z + x", "formula_name"),
        ("foo(x)", "formula_name"),
        ("__import__('os')", "formula_name"),
        ("sin(x, x)", "formula_arguments"),
        ("max(x)", "formula_arguments"),
        ("sin", "formula_name"),
        ("x.real", "formula_not_allowed"),
        ("x[0]", "formula_not_allowed"),
        ("'a'", "formula_not_allowed"),
        ("True", "formula_not_allowed"),
        ("lambda: x", "formula_not_allowed"),
        ("x if x else 1", "formula_not_allowed"),
        ("x if 0 < x < 1 else 1", "formula_not_allowed"),
        ("[x for x in x]", "formula_not_allowed"),
        ("max(*x)", "formula_arguments"),
        ("sin(x=1)", "formula_not_allowed"),
        ("1j", "formula_name"),
        ("x // 2", "formula_not_allowed"),
        ("9" * 110, "ok"),
        ("-" * 110 + "x", "ok"),
        ("9**9**9**9**9", "ok"),
    ],
)
def test_only_arithmetic_gets_through(text: str, code: str) -> None:
    try:
        parse(text, ("x",))(X)
    except FormulaError as error:
        assert error.code == code
    else:
        assert code == "ok"


def test_outside_its_domain_a_formula_is_nan_and_says_nothing() -> None:
    value, gradient = parse("log(x)", ("x",))([-1.0, 0.0, 1.0])
    assert np.isnan(value[0]) and value[1] == -np.inf and value[2] == 0
    assert gradient[0, 2] == 1


def test_shapes_broadcast() -> None:
    value, gradient = parse("x*y", ("x", "y"))(np.ones((3, 1)), np.full((1, 4), 2.0))
    assert value.shape == (3, 4) and gradient.shape == (2, 3, 4)
    assert (gradient[0] == 2).all() and (gradient[1] == 1).all()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("code", FORMULA_ERROR_CODES)
def test_every_error_has_its_sentence(lang: str, code: str) -> None:
    assert len(labels(lang)[f"errors.{code}"]) > 20
