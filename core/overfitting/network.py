"""Small networks that learn to tell two kinds of dots apart, with remedies against overfitting.

Plain NumPy, S runs side by side in the first axis: 20 runs take hardly longer than one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from core.overfitting.dots import Task

BETAS, TINY, BN_TINY, BN_KEEP = (0.9, 0.999), 1e-8, 1e-5, 0.9
"""Adam's (Kingma & Ba 2015) and batch normalisation's (Ioffe & Szegedy 2015) usual numbers"""
LOOKS = 100
"""how often a training is looked at, besides at its start"""

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Plan:
    """A network and how it learns; what is 0 or False is left out."""

    hidden: tuple[int, ...] = (16, 16)
    rate: float = 0.01
    steps: int = 1000
    batch: int = 10
    decay: float = 0.0
    """weight decay, AdamW's (Loshchilov & Hutter 2019), on weights only"""
    dropout: float = 0.0
    """the share of hidden neurons that are dark in a step"""
    jitter: float = 0.0
    """standard deviation of the noise that is added to the training dots, anew in every step"""
    normalise: bool = False
    """batch normalisation before each bend"""
    seed: int = 0

    @property
    def parameters(self) -> int:
        """How many numbers are learnt: a layer n → m has m·(n + 1), and 2 more a normalised neuron."""
        sizes = (2, *self.hidden, 1)
        extra = 2 * sum(self.hidden) if self.normalise else 0
        return sum(m * (n + 1) for n, m in pairwise(sizes)) + extra


@dataclass(frozen=True)
class History:
    """A training as it went, L looks at S runs.

    `steps` (L,) · `train`, `validation`, `test` (L, S) binary cross-entropy, all neurons alive ·
    `right` (L, S) share of the test dots told right · `weights` (L, …) as `packed` gives them.
    """

    steps: NDArray[np.int64]
    train: Array
    validation: Array
    test: Array
    right: Array
    weights: Array

    @property
    def best(self) -> NDArray[np.int64]:
        """(S,) the look with the lowest validation loss of each run."""
        return self.validation.argmin(0)


class Network:
    """S networks of one plan; `layers` holds for each layer its numbers by name, run first."""

    def __init__(self, plan: Plan, runs: int) -> None:
        self.plan = plan
        rng = np.random.default_rng(plan.seed)
        self.layers: list[dict[str, Array]] = []
        self.running: list[list[Array]] = []
        for n, m in pairwise((2, *plan.hidden, 1)):
            layer = {"w": rng.normal(0, (2 / n) ** 0.5, (runs, n, m)), "b": np.zeros((runs, 1, m))}
            if plan.normalise and len(self.layers) < len(plan.hidden):
                layer |= {"gamma": np.ones((runs, 1, m)), "beta": np.zeros((runs, 1, m))}
            self.layers.append(layer)
            self.running.append([np.zeros((runs, 1, m)), np.ones((runs, 1, m))])

    def outputs(self, x: Array) -> Array:
        """Return (S, n) outputs before the sigmoid for (S, n, 2) dots: in use, every neuron alive."""
        for layer, (mean, var) in zip(self.layers, self.running, strict=True):
            x = x @ layer["w"] + layer["b"]
            if "gamma" in layer:
                x = (x - mean) / np.sqrt(var + BN_TINY) * layer["gamma"] + layer["beta"]
            if layer is not self.layers[-1]:
                x = np.maximum(x, 0)
        return x[..., 0]

    def masks(self, rng: np.random.Generator, count: int) -> list[Array | None]:
        """Draw for each hidden layer which neurons are dark (0), the others 1/(1 − p): inverted dropout."""
        p, runs = self.plan.dropout, len(self.layers[0]["w"])
        if not p:
            return [None] * len(self.plan.hidden)
        return [(rng.random((runs, count, m)) >= p) / (1 - p) for m in self.plan.hidden]

    def gradients(
        self, x: Array, y: Array, masks: list[Array | None]
    ) -> tuple[Array, list[dict[str, Array]]]:
        """Return (S,) mean binary cross-entropies and their gradients, in training: x (S, n, 2), y (S, n)."""
        kept: list[tuple] = []
        for i, layer in enumerate(self.layers):
            entered, z, normal = x, x @ layer["w"] + layer["b"], None
            if "gamma" in layer:
                z, normal = self._normalised(i, z)
            x, dark = z, None
            if i < len(masks):
                dark = masks[i]
                x = np.maximum(z, 0) * (1 if dark is None else dark)
            kept.append((entered, z, normal, dark))
        z = x[..., 0]
        losses = cross_entropy(z, y)
        slope = ((sigmoid(z) - y) / z.shape[-1])[..., None]
        found: list[dict[str, Array]] = []
        for i, layer in reversed(list(enumerate(self.layers))):
            entered, z, normal, dark = kept[i]
            if i < len(masks):
                slope = slope * (z > 0) * (1 if dark is None else dark)
            gradient = {}
            if normal is not None:
                hat, spread = normal
                gradient = {"gamma": (slope * hat).sum(1, keepdims=True), "beta": slope.sum(1, keepdims=True)}
                slope = slope * layer["gamma"]
                slope = slope - slope.mean(1, keepdims=True) - hat * (slope * hat).mean(1, keepdims=True)
                slope = slope / spread
            gradient |= {"w": entered.swapaxes(1, 2) @ slope, "b": slope.sum(1, keepdims=True)}
            found.insert(0, gradient)
            slope = slope @ layer["w"].swapaxes(1, 2)
        return losses, found

    def _normalised(self, i: int, z: Array) -> tuple[Array, tuple[Array, Array]]:
        layer, count = self.layers[i], z.shape[1]
        mean, var = z.mean(1, keepdims=True), z.var(1, keepdims=True)
        unbiased = var * count / max(1, count - 1)
        for old, new in zip(self.running[i], (mean, unbiased), strict=True):
            old *= BN_KEEP
            old += (1 - BN_KEEP) * new
        spread = np.sqrt(var + BN_TINY)
        hat = (z - mean) / spread
        return hat * layer["gamma"] + layer["beta"], (hat, spread)

    def packed(self) -> Array:
        """Return the first run's weights and biases in one row, batch normalisation folded in."""
        parts = []
        for layer, (mean, var) in zip(self.layers, self.running, strict=True):
            w, b = layer["w"][0], layer["b"][0]
            if "gamma" in layer:
                scale = layer["gamma"][0] / np.sqrt(var[0] + BN_TINY)
                w, b = w * scale, (b - mean[0]) * scale + layer["beta"][0]
            parts += [w.ravel(), b.ravel()]
        return np.concatenate(parts)


class Adam:
    """Adam with decoupled weight decay (Loshchilov & Hutter 2019) on the layers of a network."""

    def __init__(self, network: Network) -> None:
        self.network, self.steps = network, 0
        self.moments = [
            {k: (np.zeros_like(v), np.zeros_like(v)) for k, v in la.items()} for la in network.layers
        ]

    def step(self, gradients: list[dict[str, Array]]) -> None:
        """Make one step, in place."""
        plan, (b1, b2) = self.network.plan, BETAS
        self.steps += 1
        c1, c2 = 1 - b1**self.steps, 1 - b2**self.steps
        for layer, gradient, moments in zip(self.network.layers, gradients, self.moments, strict=True):
            for name, g in gradient.items():
                m, v = moments[name]
                m += (1 - b1) * (g - m)
                v += (1 - b2) * (g * g - v)
                if name == "w" and plan.decay:
                    layer[name] *= 1 - plan.rate * plan.decay
                layer[name] -= plan.rate * (m / c1) / (np.sqrt(v / c2) + TINY)


def sigmoid(z: Array) -> Array:
    """Return 1 / (1 + e^−z), in 0..1."""
    return 0.5 * (1 + np.tanh(z / 2))


def cross_entropy(z: Array, y: Array) -> Array:
    """Return the mean over the last axis of −ln p of the right answer; z is before the sigmoid."""
    return (np.logaddexp(0, z) - y * z).mean(-1)


def train(plan: Plan, tasks: list[Task]) -> History:
    """Train one network a task, all with the same plan, each with its own start and its own chances."""
    network, rng = Network(plan, len(tasks)), np.random.default_rng([plan.seed, 1])
    adam = Adam(network)
    sets = [
        (np.stack([getattr(t, name).xy for t in tasks]), np.stack([getattr(t, name).kind for t in tasks]))
        for name in ("train", "validation", "test")
    ]
    looks = []

    def look(step: int) -> None:
        outputs = [network.outputs(some) for some, _ in sets]
        losses = [cross_entropy(z, kind) for z, (_, kind) in zip(outputs, sets, strict=True)]
        looks.append((step, *losses, ((outputs[2] > 0) == sets[2][1]).mean(1), network.packed()))

    look(0)
    for step, (x, y) in enumerate(batches(rng, *sets[0], plan), 1):
        adam.step(network.gradients(x, y, network.masks(rng, x.shape[1]))[1])
        if step % max(1, plan.steps // LOOKS) == 0 or step == plan.steps:
            look(step)
    return History(*(np.array(column) for column in zip(*looks, strict=True)))


def batches(rng: np.random.Generator, x: Array, y: Array, plan: Plan) -> Iterator[tuple[Array, Array]]:
    """Yield `plan.steps` small batches of x (S, n, 2) and y (S, n), every dot once before any comes again."""
    (runs, count), made = y.shape, 0
    while made < plan.steps:
        order = rng.permuted(np.tile(np.arange(count), (runs, 1)), axis=1)
        for first in range(0, count - plan.batch + 1, plan.batch):
            if made == plan.steps:
                return
            some = np.arange(runs)[:, None], order[:, first : first + plan.batch]
            xb = x[some]
            yield (xb + rng.normal(0, plan.jitter, xb.shape) if plan.jitter else xb), y[some]
            made += 1
