"""What a learner sets in the playground, and how a link holds it, the weights included."""

import base64
import binascii
import re
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from core.neural_network import points
from core.shared import link_values

OWN = "own"
DOTS = (*points.SETS, OWN)
FEATURES = ("x1", "x2", "square1", "square2", "product", "sine1", "sine2")
"""what a network may be given of a point: x₁, x₂, x₁², x₂², x₁x₂, sin πx₁, sin πx₂"""
BENDS = ("tanh", "relu", "sigmoid", "leaky_relu", "elu", "silu", "softplus", "identity")
OPTIMIZERS = ("adam", "sgd")
RATES = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0)
BATCHES = (1, 5, 10, 20, 40, points.MOST_POINTS)
DECAYS = ("none", "l1", "l2")
DECAY_RATES = (0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1)
MOST_LAYERS, MOST_NEURONS, MOST_KINDS = 3, 8, 3
MOST_NOISE, MOST_TEST = 50, 60
"""percent"""
LARGEST_SEED, MOST_EPOCHS = 9999, 1_000_000
MOST_PARAMETERS = (len(FEATURES) + 1) * 8 + 2 * 9 * 8 + 9 * MOST_KINDS


@dataclass(frozen=True)
class Setup:
    """A network, its points, and how it learns.

    `noise`, `test`: percent of scatter, and of the points that are kept for the test · `features`: indices
    into FEATURES · `hidden`: neurons a layer · `decay`, `decay_rate`: the penalty on weights (biases have
    none) · `epoch`: passes over the training points so far · `weights`: base64 of float32, for each layer
    W (out × in), then b; empty for a network that has not been looked at since it began to learn.
    """

    dots: str = "xor"
    noise: int = 0
    test: int = 30
    features: tuple[int, ...] = (0, 1)
    hidden: tuple[int, ...] = (4,)
    bend: str = "tanh"
    optimizer: str = "adam"
    rate: float = 0.03
    batch: int = 20
    decay: str = "none"
    decay_rate: float = 0.001
    seed: int = 0
    epoch: int = 0
    weights: str = ""

    def sizes(self, kinds: int) -> tuple[int, ...]:
        """Return the neurons of all layers, inputs first; one output tells two kinds of points apart."""
        return (len(self.features), *self.hidden, 1 if kinds == 2 else kinds)

    def values(self, kinds: int) -> NDArray[np.float64] | None:
        """Return the weights in a row, or None where there are none that fit this network."""
        try:
            found = np.frombuffer(base64.urlsafe_b64decode(self.weights), "<f4").astype(float)
        except (ValueError, binascii.Error):
            return None
        return found if len(found) == count(self.sizes(kinds)) else None


def count(sizes: tuple[int, ...]) -> int:
    """Return how many numbers are learnt: a layer n → m has m·(n + 1)."""
    return sum(m * (n + 1) for n, m in pairwise(sizes))


def encoded(values: NDArray[np.float64]) -> str:
    """Return weights as a link holds them."""
    return base64.urlsafe_b64encode(np.asarray(values, "<f4").tobytes()).decode()


def write(setup: Setup) -> str:
    """Return a setup as a text for a link."""
    hidden = "-".join(map(str, setup.hidden)) or "0"
    features = "".join(map(str, setup.features))
    learns = f"{setup.bend}|{setup.optimizer}|{setup.rate:g}|{setup.batch}|{setup.decay}|{setup.decay_rate:g}"
    text = f"{setup.dots}|{setup.noise}|{setup.test}|{features}|{hidden}|{learns}|{setup.seed}"
    return f"{text}|{setup.epoch}|{setup.weights}" if setup.weights else text


def read(text: str) -> Setup:
    """Return the setup of a text; whatever cannot be read is as in the first setup."""
    usual, part = Setup(), dict(enumerate(text.split("|")))

    def one_of(at: int, allowed: tuple[str, ...], otherwise: str) -> str:
        return part[at] if part.get(at) in allowed else otherwise

    def nearest(at: int, allowed: tuple[float, ...], otherwise: float) -> float:
        wanted = link_values.number(part.get(at), 0, allowed[-1], otherwise)
        return min(allowed, key=lambda value: abs(value - wanted))

    weights = part.get(13, "")
    return Setup(
        dots=one_of(0, DOTS, usual.dots),
        noise=link_values.whole(part.get(1), 0, MOST_NOISE, usual.noise),
        test=link_values.whole(part.get(2), 0, MOST_TEST, usual.test),
        features=_features(part.get(3, "")) or usual.features,
        hidden=_hidden(part.get(4, ""), usual.hidden),
        bend=one_of(5, BENDS, usual.bend),
        optimizer=one_of(6, OPTIMIZERS, usual.optimizer),
        rate=nearest(7, RATES, usual.rate),
        batch=int(nearest(8, BATCHES, usual.batch)),
        decay=one_of(9, DECAYS, usual.decay),
        decay_rate=nearest(10, DECAY_RATES, usual.decay_rate),
        seed=link_values.whole(part.get(11), 0, LARGEST_SEED, usual.seed),
        epoch=link_values.whole(part.get(12), 0, MOST_EPOCHS, 0),
        weights=weights if re.fullmatch(r"[A-Za-z0-9_=-]*", weights) else "",
    )


def _features(text: str) -> tuple[int, ...]:
    return tuple(i for i in range(len(FEATURES)) if str(i) in text)


def _hidden(text: str, otherwise: tuple[int, ...]) -> tuple[int, ...]:
    parts = [link_values.whole(each, 0, MOST_NEURONS, -1) for each in text.split("-")]
    if min(parts) < 0 or len(parts) > MOST_LAYERS:
        return otherwise
    return tuple(n for n in parts if n)


FIRST = write(Setup())
