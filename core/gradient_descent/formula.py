"""The learner's own formula: read with `ast` against a short list of allowed parts, never run as code.

Value and slopes come from dual numbers (forward-mode differentiation: Wengert 1964): each part carries its
value and its derivative by x and by y, joined by the rules of calculus.
"""

import ast
import re
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

LONGEST, DEEPEST, LARGEST_POWER = 120, 20, 20
"""characters, nested parts, exponent: more is refused"""
CONSTANTS = {"pi": np.pi, "e": np.e}
FUNCTIONS: dict[str, tuple[Callable, Callable]] = {
    "sin": (np.sin, np.cos),
    "cos": (np.cos, lambda v: -np.sin(v)),
    "tan": (np.tan, lambda v: 1 / np.cos(v) ** 2),
    "exp": (np.exp, np.exp),
    "log": (np.log, lambda v: 1 / v),
    "sqrt": (np.sqrt, lambda v: 0.5 / np.sqrt(v)),
    "tanh": (np.tanh, lambda v: 1 - np.tanh(v) ** 2),
    "abs": (np.abs, np.sign),
}
"""each with its derivative"""
WRITTEN = {"^": "**", "²": "**2", "³": "**3", "×": "*", "·": "*", "÷": "/", "−": "-", "π": "pi"}
TIMES_LEFT_OUT = re.compile(r"(?<![a-zA-Z\d.])(\d+\.?\d*)\s*(?=[xyp(]|sin|cos|tan|exp|log|sqrt|abs)")
FORMULA_ERROR_CODES = (
    "formula_empty",
    "formula_long",
    "formula_deep",
    "formula_unreadable",
    "formula_name",
    "formula_part",
    "formula_power",
    "formula_nowhere",
)


class FormulaError(ValueError):
    """A formula that cannot be used; `code` and `facts` name the sentence for the learner."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts


@dataclass(frozen=True)
class Dual:
    """Values (...) with their derivatives by each variable (..., d)."""

    value: Array
    slope: Array

    def through(self, value: Array, rate: Array) -> "Dual":
        """Apply a function: its value, and by the chain rule its derivative `rate` times the slopes."""
        return Dual(value, np.asarray(rate)[..., None] * self.slope)


@dataclass(frozen=True)
class Formula:
    """A formula that was read: its text, its variables ("x",) or ("x", "y"), and its tree."""

    text: str
    variables: tuple[str, ...]
    tree: ast.expr

    def loss(self, params: Array) -> Array:
        """Return the values at (..., d) as (...); where there is none, not a number."""
        return self._dual(params).value

    def gradient(self, params: Array) -> Array:
        """Return the slopes at (..., d) as (..., d)."""
        return self._dual(params).slope

    def _dual(self, params: Array) -> Dual:
        params = np.asarray(params, dtype=np.float64)
        unit = np.eye(len(self.variables))
        given = {
            name: Dual(params[..., i], np.broadcast_to(unit[i], params.shape))
            for i, name in enumerate(self.variables)
        }
        with np.errstate(all="ignore"):
            found = _evaluate(self.tree, given, np.zeros_like(params))
        return Dual(np.broadcast_to(found.value, params.shape[:-1]), found.slope)


def parse(text: str) -> Formula:
    """Read a formula of x, or of x and y; raise FormulaError where it is not one."""
    text = text.strip()
    if not text:
        raise FormulaError("formula_empty")
    if len(text) > LONGEST:
        raise FormulaError("formula_long", most=LONGEST)
    written = text
    for sign, python in WRITTEN.items():
        written = written.replace(sign, python)
    written = TIMES_LEFT_OUT.sub(r"\1*", written)
    try:
        tree = ast.parse(written.lower(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise FormulaError("formula_unreadable") from error
    _check(tree, DEEPEST)
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    return Formula(text, ("x", "y") if "y" in names else ("x",), tree)


def _check(node: ast.expr, room: int) -> None:
    """Raise FormulaError for anything but numbers, x, y, + − * / **, and the functions of the list."""
    if room == 0:
        raise FormulaError("formula_deep")
    match node:
        case ast.Constant(value=bool()):
            raise FormulaError("formula_part", part=str(node.value))
        case ast.Constant(value=int() | float()):
            return
        case ast.Name(id=name):
            if name not in ("x", "y", *CONSTANTS):
                raise FormulaError("formula_name", name=name)
        case ast.UnaryOp(op=ast.UAdd() | ast.USub(), operand=inside):
            _check(inside, room - 1)
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub() | ast.Mult() | ast.Div(), right=right):
            _check(left, room - 1)
            _check(right, room - 1)
        case ast.BinOp(left=left, op=ast.Pow(), right=right):
            _check(left, room - 1)
            _check(right, room - 1)
            if _power(right) is None:
                raise FormulaError("formula_power", most=LARGEST_POWER)
        case ast.Call(func=ast.Name(id=name), args=[inside], keywords=[]):
            if name not in FUNCTIONS:
                raise FormulaError("formula_name", name=name)
            _check(inside, room - 1)
        case _:
            raise FormulaError("formula_part", part=ast.unparse(node)[:30])


def _power(node: ast.expr) -> float | None:
    """Return an exponent that is a plain number of at most `LARGEST_POWER`, else None."""
    sign = 1.0
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        sign, node = -1.0, node.operand
    plain = isinstance(node, ast.Constant) and abs(node.value) <= LARGEST_POWER
    return sign * float(node.value) if plain else None


def _evaluate(node: ast.expr, given: dict[str, Dual], no_slope: Array) -> Dual:
    match node:
        case ast.Constant(value=number):
            return Dual(np.full(no_slope.shape[:-1], float(number)), no_slope)
        case ast.Name(id=name):
            if name in given:
                return given[name]
            return Dual(np.full(no_slope.shape[:-1], CONSTANTS[name]), no_slope)
        case ast.UnaryOp(op=op, operand=operand):
            inside = _evaluate(operand, given, no_slope)
            sign = -1.0 if isinstance(op, ast.USub) else 1.0
            return Dual(sign * inside.value, sign * inside.slope)
        case ast.Call(func=ast.Name(id=name), args=[argument]):
            inside = _evaluate(argument, given, no_slope)
            function, derivative = FUNCTIONS[name]
            return inside.through(function(inside.value), derivative(inside.value))
        case ast.BinOp(left=left, op=ast.Pow(), right=right):
            base, n = _evaluate(left, given, no_slope), _power(right)
            return base.through(base.value**n, n * base.value ** (n - 1) if n else np.zeros_like(base.value))
        case ast.BinOp(left=left, op=op, right=right):
            return _joined(_evaluate(left, given, no_slope), op, _evaluate(right, given, no_slope))


def _joined(a: Dual, op: ast.operator, b: Dual) -> Dual:
    match op:
        case ast.Add():
            return Dual(a.value + b.value, a.slope + b.slope)
        case ast.Sub():
            return Dual(a.value - b.value, a.slope - b.slope)
        case ast.Mult():
            return Dual(a.value * b.value, a.slope * b.value[..., None] + b.slope * a.value[..., None])
        case ast.Div():
            ratio = a.value / b.value
            return Dual(ratio, (a.slope - b.slope * ratio[..., None]) / b.value[..., None])
