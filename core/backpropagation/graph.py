"""Backpropagation by hand through a network of two layers: 2 inputs, 2 hidden neurons, 1 output.

z₁ = w₁₁x₁ + w₁₂x₂ + b₁    h₁ = f(z₁)        z = v₁h₁ + v₂h₂ + c    ŷ = f(z)
z₂ = w₂₁x₁ + w₂₂x₂ + b₂    h₂ = f(z₂)        L = ½(ŷ − y)²
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from core.shared.activation_functions import Activation

NUMBERS = ("x1", "x2", "w11", "w12", "b1", "w21", "w22", "b2", "v1", "v2", "c", "y")
WEIGHTS = ("w11", "w12", "b1", "w21", "w22", "b2", "v1", "v2", "c")
HIDDEN = WEIGHTS[:6]
"""those of the hidden layer"""
START = (1.0, 0.5, 0.6, -0.4, 0.1, -0.3, 0.8, 0.0, 0.7, -0.5, 0.2, 1.0)
LIMIT = 10.0
FUNCTIONS = ("sigmoid", "tanh", "relu", "identity")


@dataclass(frozen=True)
class Step:
    """One number worked out: what it is called, the rule in letters, the rule with numbers, the result."""

    name: str
    rule: str
    filled: str
    value: float
    backward: bool = False


def steps(numbers: Mapping[str, float], activation: Activation) -> list[Step]:
    """Return the way forward to the loss and back to every weight, one number a step."""
    return [*_forward(numbers, activation), *_backward(numbers, activation)]


def _forward(numbers: Mapping[str, float], activation: Activation) -> list[Step]:
    n, done = dict(numbers), []

    def put(name: str, rule: str, filled: str, value: float) -> None:
        n[name] = value
        done.append(Step(name, rule, filled, value))

    for i in "12":
        a, b, c = n[f"w{i}1"], n[f"w{i}2"], n[f"b{i}"]
        filled = f"{_n(a)}·{_n(n['x1'])} + {_n(b)}·{_n(n['x2'])} + {_n(c)}"
        put(f"z{i}", f"w{i}1·x1 + w{i}2·x2 + b{i}", filled, a * n["x1"] + b * n["x2"] + c)
        put(f"h{i}", f"f(z{i})", f"f({_n(n[f'z{i}'])})", float(activation(n[f"z{i}"])))
    filled = f"{_n(n['v1'])}·{_n(n['h1'])} + {_n(n['v2'])}·{_n(n['h2'])} + {_n(n['c'])}"
    put("z", "v1·h1 + v2·h2 + c", filled, n["v1"] * n["h1"] + n["v2"] * n["h2"] + n["c"])
    put("p", "f(z)", f"f({_n(n['z'])})", float(activation(n["z"])))
    put("L", "½(ŷ − y)²", f"½({_n(n['p'])} − {_n(n['y'])})²", 0.5 * (n["p"] - n["y"]) ** 2)
    return done


def _backward(numbers: Mapping[str, float], activation: Activation) -> list[Step]:
    n = dict(numbers) | {step.name: step.value for step in _forward(numbers, activation)}
    slope = {z: float(activation.slope(n[z])) for z in ("z1", "z2", "z")}
    g: dict[str, float] = {}
    done: list[Step] = []

    def put(name: str, rule: str, filled: str, value: float) -> None:
        g[name] = value
        done.append(Step(name, rule, filled, value, backward=True))

    put("p", "ŷ − y", f"{_n(n['p'])} − {_n(n['y'])}", n["p"] - n["y"])
    put("z", "∂L/∂ŷ · f′(z)", f"{_n(g['p'])}·{_n(slope['z'])}", g["p"] * slope["z"])
    for i in "12":
        put(f"v{i}", f"∂L/∂z · h{i}", f"{_n(g['z'])}·{_n(n[f'h{i}'])}", g["z"] * n[f"h{i}"])
    put("c", "∂L/∂z · 1", f"{_n(g['z'])}·1", g["z"])
    for i in "12":
        h, z = f"h{i}", f"z{i}"
        put(h, f"∂L/∂z · v{i}", f"{_n(g['z'])}·{_n(n[f'v{i}'])}", g["z"] * n[f"v{i}"])
        put(z, f"∂L/∂h{i} · f′(z{i})", f"{_n(g[h])}·{_n(slope[z])}", g[h] * slope[z])
        for j in "12":
            put(f"w{i}{j}", f"∂L/∂z{i} · x{j}", f"{_n(g[z])}·{_n(n[f'x{j}'])}", g[z] * n[f"x{j}"])
        put(f"b{i}", f"∂L/∂z{i} · 1", f"{_n(g[z])}·1", g[z])
    return done


def loss(numbers: Mapping[str, float], activation: Activation) -> float:
    """Return L = ½(ŷ − y)²."""
    return _forward(numbers, activation)[-1].value


def gradient(numbers: Mapping[str, float], activation: Activation) -> dict[str, float]:
    """Return ∂L/∂w for each of `WEIGHTS`."""
    found = {step.name: step.value for step in _backward(numbers, activation)}
    return {name: found[name] for name in WEIGHTS}


def learn(numbers: Mapping[str, float], activation: Activation, rate: float) -> dict[str, float]:
    """Return the numbers after one step of gradient descent."""
    slopes = gradient(numbers, activation)
    return {name: value - rate * slopes.get(name, 0.0) for name, value in numbers.items()}


def write(numbers: Mapping[str, float]) -> str:
    """Return the numbers as a link holds them."""
    return ",".join(f"{numbers[name]:.4g}" for name in NUMBERS)


def read(text: str) -> dict[str, float]:
    """Return the numbers of a link by name, clipped to ±LIMIT; `START` where it holds anything else."""
    try:
        values = [float(part) for part in text.split(",")]
    except ValueError:
        values = []
    if len(values) != len(NUMBERS) or not np.isfinite(values).all():
        values = list(START)
    return dict(zip(NUMBERS, np.clip(values, -LIMIT, LIMIT).tolist(), strict=True))


def _n(value: float) -> str:
    """Return a number for a formula: at most three decimals, real minus sign, negative ones in brackets."""
    written = f"{value:.3f}".rstrip("0").rstrip(".")
    written = "0" if written == "-0" else written
    return f"(−{written[1:]})" if written.startswith("-") else written
