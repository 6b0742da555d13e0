"""Every number of the stepper against autograd, also at numbers drawn at random."""

import numpy as np
import pytest
import torch

from core.backpropagation import graph
from core.shared import activation_functions

CASES = [graph.read("")] + [
    dict(zip(graph.NUMBERS, row, strict=True))
    for row in np.random.default_rng(0).normal(0, 1.5, (20, len(graph.NUMBERS)))
]
TORCH = {"sigmoid": torch.sigmoid, "tanh": torch.tanh, "relu": torch.relu, "identity": lambda x: x}


def by_torch(numbers: dict[str, float], name: str) -> tuple[dict, dict]:
    """Return all values and all gradients ∂L/∂· by autograd."""
    n = {k: torch.tensor(v, dtype=torch.float64, requires_grad=True) for k, v in numbers.items()}
    f = TORCH[name]
    n["z1"] = n["w11"] * n["x1"] + n["w12"] * n["x2"] + n["b1"]
    n["z2"] = n["w21"] * n["x1"] + n["w22"] * n["x2"] + n["b2"]
    n["h1"], n["h2"] = f(n["z1"]) + 0, f(n["z2"]) + 0
    n["z"] = n["v1"] * n["h1"] + n["v2"] * n["h2"] + n["c"]
    n["p"] = f(n["z"]) + 0
    n["L"] = 0.5 * (n["p"] - n["y"]) ** 2
    names = [k for k in n if k not in ("L", "y")]
    grads = torch.autograd.grad(n["L"], [n[k] for k in names], allow_unused=True)
    return {k: v.item() for k, v in n.items()}, {k: float(g) for k, g in zip(names, grads, strict=True)}


@pytest.mark.parametrize("name", graph.FUNCTIONS)
@pytest.mark.parametrize("numbers", CASES, ids=range(len(CASES)))
def test_every_step_equals_autograd(numbers: dict[str, float], name: str) -> None:
    values, grads = by_torch(numbers, name)
    found = graph.steps(numbers, activation_functions.build(name))
    assert {s.name for s in found if s.backward} == {*graph.WEIGHTS, "p", "z", "h1", "h2", "z1", "z2"}
    for step in found:
        assert step.value == pytest.approx((grads if step.backward else values)[step.name], abs=1e-9)


@pytest.mark.parametrize("numbers", CASES, ids=range(len(CASES)))
def test_a_small_step_lowers_the_loss(numbers: dict[str, float]) -> None:
    f = activation_functions.build("tanh")
    before = graph.loss(numbers, f)
    assert graph.loss(graph.learn(numbers, f, 0.001), f) <= before


def test_formulas_show_the_numbers() -> None:
    steps = {
        (s.name, s.backward): s for s in graph.steps(graph.read(""), activation_functions.build("sigmoid"))
    }
    assert steps["z1", False].filled == "0.6·1 + (−0.4)·0.5 + 0.1"
    assert steps["z1", False].value == pytest.approx(0.5)
    assert steps["p", True].rule == "ŷ − y"


@pytest.mark.parametrize("text", ["", "1,2", "x", ",".join(["inf"] * 12)])
def test_broken_link_starts_anew(text: str) -> None:
    assert tuple(graph.read(text).values()) == graph.START


def test_link_comes_back() -> None:
    assert graph.read(graph.write(graph.read(""))) == graph.read("")
