"""One step by hand: the numbers of a walk put into the formulas."""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from core.gradient_descent.descent import FAR, USUAL, Trajectory
from core.gradient_descent.optimizers import OPTIMIZERS
from core.gradient_descent.problems import Problem
from core.gradient_descent.tuning import Tuning, factor

_PLAIN = (("new", "{w} − {rate} × {g}"),)
_ADAM = (
    ("v", "0.9 × {v0} + 0.1 × {g}"),
    ("s", "0.999 × {s0} + 0.001 × {g}²"),
    ("mean", "{v} ÷ (1 − 0.9^{t})"),
    ("size", "{s} ÷ (1 − 0.999^{t})"),
)
LINES: dict[str, tuple[tuple[str, str], ...]] = {
    "gd": _PLAIN,
    "sgd": _PLAIN,
    "minibatch": _PLAIN,
    "momentum": (("v", "{beta} × {v0} + {g}"), ("new", "{w} − {rate} × {v}")),
    "nesterov": (("v", "{beta} × {v0} + {g}"), ("new", "{w} − {rate} × ({g} + {beta} × {v})")),
    "adagrad": (("s", "{s0} + {g}²"), ("new", "{w} − {rate} × {g} ÷ √{s}")),
    "rmsprop": (("s", "0.99 × {s0} + 0.01 × {g}²"), ("new", "{w} − {rate} × {g} ÷ √{s}")),
    "adam": (*_ADAM, ("new", "{w} − {rate} × {mean} ÷ √{size}")),
    "adamw": (*_ADAM, ("new", "{w} − {rate} × 0.01 × {w} − {rate} × {mean} ÷ √{size}")),
}
"""each rule as lines (what is computed, from what); v0 and s0 are v (speed) and s (size) before the step"""


def numbers(walk: Trajectory, optimizer: str, rate: float, tuning: Tuning = USUAL) -> dict[str, np.ndarray]:
    """Return for every name in an optimizer's LINES its values in each step, (steps, d).

    `rate` and `tuning` are those of the walk; the rate of a step is what its schedule makes of it. The steps
    end where the walk diverged; the very first is always there.
    """
    count = max(1, len(walk.params) - 1 if walk.diverged is None else walk.diverged - 1)
    memories = [defaultdict(float) for _ in walk.params[0]]
    most_steps = len(walk.params) - 1
    kept: dict[str, list[list[float]]] = defaultdict(list)
    for t, (place, slopes) in enumerate(zip(walk.params[:count], walk.gradients[:count], strict=True), 1):
        now = rate * factor(tuning.schedule, t, most_steps)
        rows = [
            _one(optimizer, float(w), float(g), memory, now, t, tuning.beta)
            for w, g, memory in zip(place, slopes, memories, strict=True)
        ]
        for name in rows[0]:
            kept[name].append([row[name] for row in rows])
    most = 1e30
    return {name: np.clip(np.nan_to_num(rows, nan=FAR), -most, most) for name, rows in kept.items()}


def _one(
    optimizer: str, w: float, g: float, memory: dict, rate: float, t: int, beta: float
) -> dict[str, float]:
    before = dict(memory)
    new = OPTIMIZERS[optimizer].with_beta(beta)(w, g, memory, rate, t)
    facts = {"w": w, "g": g, "rate": rate, "t": t, "beta": beta, "new": new}
    facts |= {"v": memory.get("speed", 0.0), "v0": before.get("speed", 0.0)}
    facts |= {"s": memory.get("size", 0.0), "s0": before.get("size", 0.0)}
    return facts | {"mean": facts["v"] / (1 - 0.9**t), "size": facts["s"] / (1 - 0.999**t)}


@dataclass(frozen=True)
class Table:
    """What each data point says at w (ŷ = wx) or at w and b (ŷ = wx + b); the means are loss and gradient.

    Columns of (n,): x, y, y_hat, error = y − ŷ, loss = (y − ŷ)², slope_w = −2x(y − ŷ), slope_b = −2(y − ŷ).
    For yes or no: ŷ = σ(wx + b), loss = the cross-entropy, slope_w = −x(y − ŷ), slope_b = −(y − ŷ).
    """

    x: np.ndarray
    y: np.ndarray
    y_hat: np.ndarray
    error: np.ndarray
    loss: np.ndarray
    slope_w: np.ndarray
    slope_b: np.ndarray


def table(problem: Problem, w: float | np.ndarray, b: float | np.ndarray = 0.0) -> Table:
    """Return the table of a problem with data; for w and b of (steps, 1) its columns are (steps, n)."""
    x, y = problem.data
    z = w * x + b
    if problem.model == "logistic":
        y_hat = 0.5 * (1 + np.tanh(0.5 * z))
        error = y - y_hat
        return Table(x, y, y_hat, error, np.logaddexp(0, z) - y * z, -x * error, -error)
    error = y - z
    return Table(x, y, z, error, error**2, -2 * x * error, -2 * error)
