"""The update rules, each written once: what runs, what the page shows, what equals torch.optim.

A rule takes the weights `w`, their `gradient` (both of any one shape), the learning `rate` and its own
`memory` (empty at first), and returns the new weights. Every operation is elementwise.
"""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from numpy.typing import NDArray


def gradient_descent(w: NDArray, gradient: NDArray, rate: NDArray, memory: dict) -> NDArray:
    """Step against the gradient (Cauchy 1847)."""
    return w - rate * gradient


def momentum(w: NDArray, gradient: NDArray, rate: NDArray, memory: dict, beta: float = 0.9) -> NDArray:
    """Keep a part of the last speed, like a heavy ball (Polyak 1964)."""
    memory["v"] = beta * memory.get("v", 0.0) + gradient
    return w - rate * memory["v"]


def nesterov(w: NDArray, gradient: NDArray, rate: NDArray, memory: dict, beta: float = 0.9) -> NDArray:
    """Use the speed that the ball is about to have (Nesterov 1983, as in Sutskever et al. 2013)."""
    memory["v"] = beta * memory.get("v", 0.0) + gradient
    return w - rate * (gradient + beta * memory["v"])


def adagrad(w: NDArray, gradient: NDArray, rate: NDArray, memory: dict) -> NDArray:
    """Give each weight its own rate: smaller, the more it has moved (Duchi et al. 2011)."""
    memory["s"] = memory.get("s", 0.0) + gradient**2
    return w - rate * gradient / (memory["s"] ** 0.5 + 1e-10)


def rmsprop(w: NDArray, gradient: NDArray, rate: NDArray, memory: dict) -> NDArray:
    """Adagrad that forgets: a running mean of the squares (Hinton 2012)."""
    memory["s"] = 0.99 * memory.get("s", 0.0) + 0.01 * gradient**2
    return w - rate * gradient / (memory["s"] ** 0.5 + 1e-8)


def adam(w: NDArray, gradient: NDArray, rate: NDArray, memory: dict) -> NDArray:
    """Momentum and RMSprop together, both corrected for their start at 0 (Kingma and Ba 2015)."""
    t = memory["t"] = memory.get("t", 0) + 1
    memory["m"] = 0.9 * memory.get("m", 0.0) + 0.1 * gradient
    memory["s"] = 0.999 * memory.get("s", 0.0) + 0.001 * gradient**2
    mean, size = memory["m"] / (1 - 0.9**t), memory["s"] / (1 - 0.999**t)
    return w - rate * mean / (size**0.5 + 1e-8)


def adamw(w: NDArray, gradient: NDArray, rate: NDArray, memory: dict, decay: float = 0.01) -> NDArray:
    """Adam that also shrinks every weight a little (Loshchilov and Hutter 2019)."""
    t = memory["t"] = memory.get("t", 0) + 1
    memory["m"] = 0.9 * memory.get("m", 0.0) + 0.1 * gradient
    memory["s"] = 0.999 * memory.get("s", 0.0) + 0.001 * gradient**2
    mean, size = memory["m"] / (1 - 0.9**t), memory["s"] / (1 - 0.999**t)
    return w - rate * decay * w - rate * mean / (size**0.5 + 1e-8)


@dataclass(frozen=True)
class Optimizer:
    """A rule, its settings, and how many examples it looks at in one step (None: all of them)."""

    name: str
    rule: Callable[..., NDArray]
    batch: int | None = None
    settings: Mapping[str, float] = field(default_factory=dict)

    @property
    def source(self) -> str:
        """Return the very lines that run."""
        return inspect.getsource(self.rule)

    def critical(self, curvature: float) -> float | None:
        """Return the rate from which it diverges on a quadratic of this largest curvature, or None.

        Plain descent 2/λ, heavy ball 2(1+β)/λ, Nesterov 2(1+β)/((1+2β)λ): where a root of the step's
        characteristic polynomial reaches −1.
        """
        beta = self.settings.get("beta", 0.9)
        factors = {"gd": 2.0, "momentum": 2 * (1 + beta), "nesterov": 2 * (1 + beta) / (1 + 2 * beta)}
        return factors[self.name] / curvature if self.name in factors and curvature > 0 else None


RULES = {
    "gd": gradient_descent,
    "sgd": gradient_descent,
    "minibatch": gradient_descent,
    "momentum": momentum,
    "nesterov": nesterov,
    "adagrad": adagrad,
    "rmsprop": rmsprop,
    "adam": adam,
    "adamw": adamw,
}
NAMES = tuple(RULES)


def build(name: str, batch: int = 2, beta: float = 0.9) -> Optimizer:
    """Return an optimizer of `NAMES`; `batch` is for mini-batch, `beta` for momentum and Nesterov."""
    settings = {"beta": beta} if name in ("momentum", "nesterov") else {}
    return Optimizer(name, RULES[name], {"sgd": 1, "minibatch": batch}.get(name), settings)
