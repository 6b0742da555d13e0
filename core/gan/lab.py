"""The laboratory of points: what a learner may set there. The game runs in the browser (gan_engine.js)."""

import re
from dataclasses import dataclass

from core.shared import link_values

TARGETS = ("line", "ring", "two", "eight", "own")
OBJECTIVES = ("practice", "minimax")
"""the generator maximises E[log D(G(z))], or minimises E[log(1 − D(G(z)))]"""
OPTIMIZERS = ("adam", "slide")
"""Adam, or plain gradient descent"""
RATES = (0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2)
MOST_ROUNDS, MOST_HEAD = 8, 400
MOST_POINTS, CELLS = 150, 240
"""points of a drawing, and places along a side of the plane −1..1"""


@dataclass(frozen=True)
class Setup:
    """How the game is played.

    `rate_d`, `rate_g`: learning rates of discriminator and generator · `rounds`: steps of the discriminator
    for each of the generator, 0 freezes it · `head`: its steps before the generator begins · `drawing`:
    points of the learner's own shape, six digits each, column and row in `CELLS` from the lower left.
    """

    target: str = "ring"
    objective: str = "practice"
    optimizer: str = "adam"
    rate_d: float = 0.005
    rate_g: float = 0.005
    rounds: int = 1
    head: int = 0
    drawing: str = ""


def write(setup: Setup) -> str:
    """Return a setup as a short text, for a link."""
    numbers = f"{setup.rate_d:g}|{setup.rate_g:g}|{setup.rounds}|{setup.head}"
    text = f"{setup.target}|{setup.objective}|{setup.optimizer}|{numbers}"
    return f"{text}|{setup.drawing}" if setup.drawing else text


def read(text: str) -> Setup:
    """Return the setup of a text; whatever cannot be read is as in the first setup."""
    usual = Setup()
    parts = dict(enumerate(text.split("|")))
    drawing = parts.get(7, "")
    fits = re.fullmatch(r"[0-9]*", drawing) and len(drawing) % 6 == 0 and len(drawing) <= 6 * MOST_POINTS
    return Setup(
        target=_one_of(parts.get(0), TARGETS, usual.target),
        objective=_one_of(parts.get(1), OBJECTIVES, usual.objective),
        optimizer=_one_of(parts.get(2), OPTIMIZERS, usual.optimizer),
        rate_d=_number(parts.get(3), RATES[0], RATES[-1], usual.rate_d),
        rate_g=_number(parts.get(4), RATES[0], RATES[-1], usual.rate_g),
        rounds=int(_number(parts.get(5), 0, MOST_ROUNDS, usual.rounds)),
        head=int(_number(parts.get(6), 0, MOST_HEAD, usual.head)),
        drawing=drawing if fits else "",
    )


def _one_of(text: str | None, allowed: tuple[str, ...], usual: str) -> str:
    return text if text in allowed else usual


def _number(text: str | None, low: float, high: float, usual: float) -> float:
    return link_values.number(text, low, high, usual)


FIRST = write(Setup())
