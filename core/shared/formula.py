"""A formula that a learner types: checked against a list of what is allowed, never run as code.

`parse("x**2 + 3y", ("x", "y"))` gives a Formula; calling it gives the value and, by forward-mode automatic
differentiation with dual numbers (value, gradient), the exact derivative for each variable.
"""

import ast
import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

MOST_CHARACTERS = 120
FORMULA_ERROR_CODES = (
    "formula_empty",
    "formula_too_long",  # limit
    "formula_syntax",  # cannot be read as a formula
    "formula_name",  # name, known
    "formula_arguments",  # name, count
    "formula_not_allowed",  # anything but arithmetic
)
_TYPED = str.maketrans({"−": "-", "×": "*", "·": "*", "÷": "/", "^": "**", "²": "**2", "³": "**3", "π": "pi"})
_PRODUCT = re.compile(r"(?<![\w.])(\d+\.?\d*|\.\d+)(?!e[+-]?\d)(?=[A-Za-z_(])|\)(?=[\w(])")
_erf = np.vectorize(math.erf, otypes=[float])

Dual = tuple[NDArray, NDArray]
"""value of shape S (or a scalar) and gradient of shape (variables, *S) (or the scalar 0: a constant)"""


class FormulaError(ValueError):
    """A formula that cannot be used, with a stable `code` for the text and the `facts` that fill it."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts


@dataclass(frozen=True)
class Formula:
    """A checked formula; `text` is as typed, `variables` in the order of the arguments of a call."""

    text: str
    variables: tuple[str, ...]
    tree: ast.expr

    def __call__(self, *values: ArrayLike) -> tuple[NDArray, NDArray]:
        """Return values of shape S and gradients (variables, *S) where the arguments broadcast to S.

        Outside a function's domain (log of −1) both are NaN, beyond the largest number infinite.
        """
        arrays = np.broadcast_arrays(*(np.asarray(value, float) for value in values))
        shape, count = arrays[0].shape, len(self.variables)
        seeds = np.eye(count).reshape(count, count, *(1,) * len(shape))
        duals = {
            name: (array, np.broadcast_to(seed, (count, *shape)))
            for name, array, seed in zip(self.variables, arrays, seeds, strict=True)
        }
        with np.errstate(all="ignore"):
            value, gradient = _evaluate(self.tree, duals)
        value = np.broadcast_to(value, shape).copy()
        return value, np.where(np.isnan(value), np.nan, np.broadcast_to(gradient, (count, *shape)))

    def program(self) -> list[list]:
        """Return the formula as steps for a stack, each [what, number or name], for a browser to follow.

        "number", "variable" (which one) and what takes values off the stack: "neg", "+", "-", "*", "/", "^"
        (whether the exponent is constant), "max", "min", "call" (name) and "if" (a comparison of the first
        two of four).
        """
        return list(_steps(self.tree, self.variables))


def parse(text: str, variables: Sequence[str]) -> Formula:
    """Check a formula in the named variables: + − * / ^, numbers, pi, e, `FUNCTIONS`, `a if x > 0 else b`.

    `2x`, `2(x + 1)`, `x²`, `·` and `−` are understood. Raises: FormulaError.
    """
    if not text.strip():
        raise FormulaError("formula_empty")
    if len(text) > MOST_CHARACTERS:
        raise FormulaError("formula_too_long", limit=MOST_CHARACTERS)
    python = _PRODUCT.sub(lambda found: f"{found[0]}*", text.translate(_TYPED).strip())
    try:
        tree = ast.parse(python, mode="eval").body
        _check(tree, set(variables))
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise error if isinstance(error, FormulaError) else FormulaError("formula_syntax") from error
    return Formula(text, tuple(variables), tree)


def _check(node: ast.expr, variables: set[str]) -> None:
    match node:
        case ast.Constant(value=value) if type(value) in (int, float) and abs(value) < 1e300:
            parts = []
        case ast.Name(id=name):
            parts = []
            if name not in variables and name not in CONSTANTS:
                known = ", ".join(sorted(variables))
                raise FormulaError("formula_name", name=name, known=known)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _BINARY:
            parts = [left, right]
        case ast.UnaryOp(op=ast.USub() | ast.UAdd(), operand=operand):
            parts = [operand]
        case ast.IfExp(test=ast.Compare(left=left, ops=[op], comparators=[right]), body=a, orelse=b) if (
            type(op) in _COMPARE
        ):
            parts = [left, right, a, b]
        case ast.Call(func=ast.Name(id=name), args=parts, keywords=[]):
            _check_call(name, len(parts), variables)
        case _:
            raise FormulaError("formula_not_allowed")
    for part in parts:
        _check(part, variables)


def _check_call(name: str, given: int, variables: set[str]) -> None:
    if name not in FUNCTIONS and name not in _PAIRS:
        raise FormulaError("formula_name", name=name, known=", ".join(sorted(variables)))
    count = 1 if name in FUNCTIONS else 2
    if given != count:
        raise FormulaError("formula_arguments", name=name, count=count)


def _evaluate(node: ast.expr, duals: dict[str, Dual]) -> Dual:
    match node:
        case ast.Constant(value=value):
            return np.float64(value), np.float64(0)
        case ast.Name(id=name):
            return duals[name] if name in duals else (np.float64(CONSTANTS[name]), np.float64(0))
        case ast.BinOp(left=left, op=op, right=right):
            return _BINARY[type(op)](_evaluate(left, duals), _evaluate(right, duals))
        case ast.UnaryOp(op=op, operand=operand):
            value, gradient = _evaluate(operand, duals)
            return (-value, -gradient) if isinstance(op, ast.USub) else (value, gradient)
        case ast.IfExp(test=ast.Compare(left=left, ops=[op], comparators=[right]), body=body, orelse=orelse):
            (a, _), (b, _) = _evaluate(left, duals), _evaluate(right, duals)
            return _choose(_COMPARE[type(op)](a, b), _evaluate(body, duals), _evaluate(orelse, duals))
        case ast.Call(func=ast.Name(id=name), args=[inner]):
            x, gradient = _evaluate(inner, duals)
            function, slope = FUNCTIONS[name]
            return function(x), slope(x) * gradient
        case ast.Call(func=ast.Name(id=name), args=[first, second]):
            return _PAIRS[name](_evaluate(first, duals), _evaluate(second, duals))
    raise AssertionError("a checked formula has no other parts")


def _steps(node: ast.expr, variables: Sequence[str]) -> Iterator[list]:
    match node:
        case ast.Constant(value=value):
            yield ["number", float(value)]
        case ast.Name(id=name):
            known = name in variables
            yield ["variable", variables.index(name)] if known else ["number", CONSTANTS[name]]
        case ast.BinOp(left=left, op=op, right=right):
            yield from (*_steps(left, variables), *_steps(right, variables))
            names = {part.id for part in ast.walk(right) if isinstance(part, ast.Name)}
            yield [_SIGNS[type(op)], not names & set(variables)]
        case ast.UnaryOp(op=op, operand=operand):
            yield from _steps(operand, variables)
            yield from [["neg", 0]] if isinstance(op, ast.USub) else []
        case ast.IfExp(test=ast.Compare(left=left, ops=[op], comparators=[right]), body=body, orelse=orelse):
            for part in (left, right, body, orelse):
                yield from _steps(part, variables)
            yield ["if", _SIGNS[type(op)]]
        case ast.Call(func=ast.Name(id=name), args=parts):
            for part in parts:
                yield from _steps(part, variables)
            yield ["call", name] if len(parts) == 1 else [name, 0]


def _choose(where: NDArray, a: Dual, b: Dual) -> Dual:
    return np.where(where, a[0], b[0]), np.where(where, a[1], b[1])


def _product(a: Dual, b: Dual) -> Dual:
    return a[0] * b[0], a[1] * b[0] + a[0] * b[1]


def _quotient(a: Dual, b: Dual) -> Dual:
    return np.divide(a[0], b[0]), (a[1] - np.divide(a[0], b[0]) * b[1]) / b[0]


def _power(a: Dual, b: Dual) -> Dual:
    (x, dx), (n, dn) = a, b
    value = np.power(x, n)
    through_base = np.where(n == 0, 0.0, n * np.power(x, n - 1)) * dx
    if np.ndim(dn) == 0:  # a constant exponent: ln x is not asked for, x may be negative
        return value, through_base
    return value, through_base + value * np.log(x) * dn


def sigmoid(x: ArrayLike) -> NDArray:
    """Return 1 / (1 + e^−x) without overflow: by tanh, as σ(x) = (1 + tanh(x/2)) / 2."""
    return 0.5 * (1 + np.tanh(0.5 * np.asarray(x, float)))


CONSTANTS = {"pi": math.pi, "e": math.e}
FUNCTIONS: dict[str, tuple[Callable, Callable]] = {
    "sin": (np.sin, np.cos),
    "cos": (np.cos, lambda x: -np.sin(x)),
    "tan": (np.tan, lambda x: 1 / np.cos(x) ** 2),
    "exp": (np.exp, np.exp),
    "log": (np.log, lambda x: 1 / x),
    "ln": (np.log, lambda x: 1 / x),
    "sqrt": (np.sqrt, lambda x: 0.5 / np.sqrt(x)),
    "abs": (np.abs, np.sign),
    "sign": (np.sign, np.zeros_like),
    "sinh": (np.sinh, np.cosh),
    "cosh": (np.cosh, np.sinh),
    "tanh": (np.tanh, lambda x: 1 - np.tanh(x) ** 2),
    "atan": (np.arctan, lambda x: 1 / (1 + x * x)),
    "erf": (_erf, lambda x: 2 / math.sqrt(math.pi) * np.exp(-x * x)),
    "sigmoid": (sigmoid, lambda x: sigmoid(x) * sigmoid(-x)),
    "softplus": (lambda x: np.logaddexp(0, x), sigmoid),
    "relu": (lambda x: np.maximum(x, 0), lambda x: np.where(x > 0, 1.0, 0.0)),
}
"""each function of one number, with its derivative"""
_PAIRS = {  # where both are equal, the first one's slope: max(0, x) has slope 0 at 0, as ReLU
    "max": lambda a, b: _choose(a[0] >= b[0], a, b),
    "min": lambda a, b: _choose(a[0] <= b[0], a, b),
}
_BINARY = {
    ast.Add: lambda a, b: (a[0] + b[0], a[1] + b[1]),
    ast.Sub: lambda a, b: (a[0] - b[0], a[1] - b[1]),
    ast.Mult: _product,
    ast.Div: _quotient,
    ast.Pow: _power,
}
_COMPARE = {ast.Lt: np.less, ast.LtE: np.less_equal, ast.Gt: np.greater, ast.GtE: np.greater_equal}
_SIGNS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "^"}
_SIGNS |= {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}
