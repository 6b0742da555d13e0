"""One step written out: the formula of each optimizer, and the numbers that go into it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.gradient_descent.descent import Trajectory, tamed
from core.gradient_descent.optimizers import Optimizer

Array = NDArray[np.float64]

_PLAIN = (("w1", "{w} − {rate} × {g}"),)
_ADAM = (
    ("m", "0.9 × {m0} + 0.1 × {g}"),
    ("s", "0.999 × {s0} + 0.001 × {g}²"),
    ("mean", "{m} ÷ (1 − 0.9^{t})"),
    ("size", "{s} ÷ (1 − 0.999^{t})"),
)
FORMULAS: dict[str, tuple[tuple[str, str], ...]] = {
    "gd": _PLAIN,
    "sgd": _PLAIN,
    "minibatch": _PLAIN,
    "momentum": (("v", "{beta} × {v0} + {g}"), ("w1", "{w} − {rate} × {v}")),
    "nesterov": (("v", "{beta} × {v0} + {g}"), ("w1", "{w} − {rate} × ({g} + {beta} × {v})")),
    "adagrad": (("s", "{s0} + {g}²"), ("w1", "{w} − {rate} × {g} ÷ √{s}")),
    "rmsprop": (("s", "0.99 × {s0} + 0.01 × {g}²"), ("w1", "{w} − {rate} × {g} ÷ √{s}")),
    "adam": (*_ADAM, ("w1", "{w} − {rate} × {mean} ÷ √{size}")),
    "adamw": (*_ADAM, ("w1", "{w} − {rate} × 0.01 × {w} − {rate} × {mean} ÷ √{size}")),
}
"""for each optimizer its lines: what is computed, and from what (w1: the new w; v0, s0, m0: those before)"""


@dataclass(frozen=True)
class HandSteps:
    """`lines` of `FORMULAS`, and for every name in them (but w, w1) its numbers (steps, d)."""

    lines: tuple[tuple[str, str], ...]
    numbers: dict[str, Array]


def write_out(trajectory: Trajectory, optimizer: Optimizer, rate: float) -> HandSteps:
    """Repeat the rule along a trajectory, with its memory before and after each step kept."""
    memory: dict = {}
    kept: dict[str, list[Array]] = {}
    nothing = np.zeros(trajectory.params.shape[1])
    for step, (w, g) in enumerate(zip(trajectory.params[:-1], trajectory.gradients[:-1], strict=True), 1):
        before = dict(memory)
        with np.errstate(all="ignore"):
            optimizer.rule(w, g, rate, memory, **optimizer.settings)
        facts = {"w": w, "g": g, "rate": rate + nothing, "t": step + nothing}
        facts |= {name: value + nothing for name, value in optimizer.settings.items()}
        for name in ("v", "s", "m"):
            if name in memory:
                facts |= {name: memory[name], f"{name}0": before.get(name, 0.0) + nothing}
        if "t" in memory:
            facts |= {"mean": memory["m"] / (1 - 0.9**step), "size": memory["s"] / (1 - 0.999**step)}
        for name, value in facts.items():
            kept.setdefault(name, []).append(value)
    return HandSteps(FORMULAS[optimizer.name], {name: tamed(np.array(rows)) for name, rows in kept.items()})


def examples(points: Array, params: Array, logistic: bool = False) -> Array:
    """Return the course's table (n, 6) for one place: x, y, ŷ, y − ŷ, L, ∂L/∂w; its means are loss and slope.

    params (d,) is w, or w and b. L is (y − ŷ)² with slope −2x(y − ŷ), or the cross-entropy with −x(y − ŷ).
    """
    x, y = points.T
    z = x * params[0] + (params[1] if len(params) > 1 else 0.0)
    if logistic:
        predicted = 0.5 * (1 + np.tanh(z / 2))
        return np.stack(
            [x, y, predicted, y - predicted, np.logaddexp(0, z) - y * z, -x * (y - predicted)], axis=1
        )
    return np.stack([x, y, z, y - z, (y - z) ** 2, -2 * x * (y - z)], axis=1)
