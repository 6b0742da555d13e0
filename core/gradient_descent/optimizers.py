"""The update rules, each written once: the page shows these very lines.

A rule moves one parameter: `w` is its value, `g` the slope there, `m` its memory (0.0 at first), `rate` the
learning rate, `t` the number of the step from 1, `beta` how much of its speed a ball keeps. Numbers and NumPy
arrays will both do. They are the rules of `torch.optim` with its default settings (momentum 0.9).
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

Memory = dict[str, Any]
Rule = Callable[[Any, Any, Memory, float, int], Any]


def plain(w: Any, g: Any, m: Memory, rate: float, t: int) -> Any:
    """Go downhill (Cauchy, 1847)."""
    return w - rate * g


def momentum(w: Any, g: Any, m: Memory, rate: float, t: int, beta: float = 0.9) -> Any:
    """Keep rolling (Polyak, 1964)."""
    m["speed"] = beta * m["speed"] + g
    return w - rate * m["speed"]


def nesterov(w: Any, g: Any, m: Memory, rate: float, t: int, beta: float = 0.9) -> Any:
    """Keep rolling, and look ahead (Nesterov, 1983; as in Sutskever et al., 2013)."""
    m["speed"] = beta * m["speed"] + g
    return w - rate * (g + beta * m["speed"])


def adagrad(w: Any, g: Any, m: Memory, rate: float, t: int) -> Any:
    """Take shorter steps where it has been steep so far (Duchi et al., 2011)."""
    m["size"] = m["size"] + g * g
    return w - rate * g / (m["size"] ** 0.5 + 1e-10)


def rmsprop(w: Any, g: Any, m: Memory, rate: float, t: int) -> Any:
    """Take shorter steps where it has been steep lately (Tieleman & Hinton, 2012)."""
    m["size"] = 0.99 * m["size"] + 0.01 * g * g
    return w - rate * g / (m["size"] ** 0.5 + 1e-8)


def adam(w: Any, g: Any, m: Memory, rate: float, t: int) -> Any:
    """Keep rolling, with steps as long as the slope has lately been even (Kingma & Ba, 2015)."""
    m["speed"] = 0.9 * m["speed"] + 0.1 * g
    m["size"] = 0.999 * m["size"] + 0.001 * g * g
    speed = m["speed"] / (1 - 0.9**t)
    size = m["size"] / (1 - 0.999**t)
    return w - rate * speed / (size**0.5 + 1e-8)


def adamw(w: Any, g: Any, m: Memory, rate: float, t: int) -> Any:
    """Adam that also pulls every weight a little towards 0 (Loshchilov & Hutter, 2019)."""
    return adam(w - rate * 0.01 * w, g, m, rate, t)


@dataclass(frozen=True)
class Optimizer:
    """A rule, how many data points a step looks at ("all", "one" or "some"), and what it keeps for a weight.

    `keeps` counts the numbers that it remembers for each parameter; `rolls` tells whether it takes β.
    """

    rule: Rule
    batch: str = "all"
    keeps: int = 0
    rolls: bool = False

    def with_beta(self, beta: float) -> Rule:
        """Return the rule with this β, or as it is where it takes none."""
        return partial(self.rule, beta=beta) if self.rolls else self.rule


OPTIMIZERS = {
    "gd": Optimizer(plain),
    "sgd": Optimizer(plain, "one"),
    "minibatch": Optimizer(plain, "some"),
    "momentum": Optimizer(momentum, keeps=1, rolls=True),
    "nesterov": Optimizer(nesterov, keeps=1, rolls=True),
    "adagrad": Optimizer(adagrad, keeps=1),
    "rmsprop": Optimizer(rmsprop, keeps=1),
    "adam": Optimizer(adam, keeps=2),
    "adamw": Optimizer(adamw, keeps=2),
}
ADAPTIVE = ("adagrad", "rmsprop", "adam", "adamw")
"""for these the learning rate is about the length of a step, whatever the slope"""
