import numpy as np
import pytest
import torch

from core.gradient_descent import formula, problems
from core.gradient_descent.formula import FormulaError

READABLE = [
    "x^2",
    "(x − 1)² + 3y²",
    "2x*sin(3x) + y",
    "exp(-x^2/2) * cos(y)",
    "sqrt(x^2 + y^2 + 1)",
    "log(2 + x^2) / (1 + y^4)",
    "tanh(x) - abs(y) + tan(x/9)",
    "pi*x^3 - e*x^-2 + 7",
    "-x**0.5",
    "5",
]


@pytest.mark.parametrize("text", READABLE)
def test_values_and_slopes_equal_torch(text: str) -> None:
    read = formula.parse(text)
    places = np.random.default_rng(0).uniform(0.2, 3.0, (9, len(read.variables)))
    values, slopes = read.loss(places), read.gradient(places)
    python = text.replace("^", "**").replace("²", "**2").replace("−", "-")
    python = python.replace("3x", "3*x").replace("2x", "2*x").replace("3y", "3*y")
    known = {name: getattr(torch, name) for name in formula.FUNCTIONS} | {"pi": np.pi, "e": np.e}
    for place, value, slope in zip(places, values, slopes, strict=True):
        params = torch.tensor(place, requires_grad=True)
        wanted = eval(python, known | dict(zip("xy", params, strict=False))) + 0 * params.sum()
        wanted.backward()
        assert value == pytest.approx(wanted.item(), rel=1e-9, abs=1e-12)
        np.testing.assert_allclose(slope, params.grad, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "formula_empty"),
        ("x+" * 80 + "x", "formula_long"),
        ("(" * 60 + "x" + ")" * 60, "formula_long"),
        ("-" * 40 + "x", "formula_deep"),
        ("sin(" * 25 + "x" + ")" * 25, "formula_long"),
        ("x +", "formula_unreadable"),
        ("x = 3", "formula_unreadable"),
        ("x\0", "formula_unreadable"),
        ("z^2", "formula_name"),
        ("open(x)", "formula_name"),
        ("__import__('os')", "formula_name"),
        ("x.__class__", "formula_part"),
        ("(lambda: x)()", "formula_part"),
        ("[x for x in y]", "formula_part"),
        ("'x'", "formula_part"),
        ("True", "formula_name"),
        ("x if y else 1", "formula_part"),
        ("1j", "formula_part"),
        ("x ** y", "formula_power"),
        ("9**9**9", "formula_power"),
        ("x^1000", "formula_power"),
        ("sin(x, y)", "formula_part"),
        ("x // 2", "formula_part"),
        ("log(-1 - x^2)", "formula_nowhere"),
    ],
)
def test_what_is_no_formula_is_refused_with_a_reason(text: str, code: str) -> None:
    with pytest.raises(FormulaError) as refused:
        problems.build("own", text=text)
    assert refused.value.code == code and code in formula.FORMULA_ERROR_CODES


def test_one_variable_makes_a_curve_and_two_a_surface() -> None:
    assert problems.build("own", text="X^2").d == 1
    assert problems.build("own", text="x^2 + y").d == 2
    assert problems.build("own", text="cos(y)").parameters == ("x", "y")


def test_a_huge_number_ends_in_nothing_worse_than_infinity() -> None:
    read = formula.parse("exp(exp(x^20))")
    assert read.loss(np.array([[9.0]])).tolist() == [np.inf]
