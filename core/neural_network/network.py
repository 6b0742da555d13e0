"""The playground's network in NumPy: what the browser computes, computed here for tests and challenges."""

from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from core.neural_network import points
from core.neural_network.setup import MOST_PARAMETERS, OWN, Setup
from core.shared import activation_functions

Array = NDArray[np.float64]
SPREAD = 0.5
"""standard deviation of the scatter at 100 % noise"""
KEEP, KEEP_SQUARE, TINY = 0.9, 0.999, 1e-8
"""Adam's memories of slope and squared slope, and what keeps it from dividing by 0 (Kingma & Ba, 2015)"""


@dataclass(frozen=True)
class Draws:
    """What chance gives for a seed, in float32 as the browser has it.

    `scatter` (MOST_POINTS, 2) normal · `ranks` (MOST_POINTS,) 0..1: the lowest are test points · `start`
    (MOST_PARAMETERS,) normal, the weights at the start before they are scaled.
    """

    scatter: NDArray[np.float32]
    ranks: NDArray[np.float32]
    start: NDArray[np.float32]


@dataclass(frozen=True)
class Standing:
    """How good a network is: cross-entropy and share of right points, on those it learns from and the others.

    Without test points theirs are NaN.
    """

    train_loss: float
    test_loss: float
    train_right: float
    test_right: float
    test_points: int


def draws(seed: int) -> Draws:
    """Return what chance gives for a seed."""
    rng = np.random.default_rng([seed, 26])
    return Draws(
        rng.standard_normal((points.MOST_POINTS, 2)).astype(np.float32),
        rng.random(points.MOST_POINTS).astype(np.float32),
        rng.standard_normal(MOST_PARAMETERS).astype(np.float32),
    )


def base(name: str, seed: int) -> points.Points:
    """Return a set's points before they are scattered, in float32."""
    xy, kinds = points.draw(name, seed)
    return xy.astype(np.float32).astype(float), kinds


def scattered(setup: Setup, own: points.Points) -> points.Points:
    """Return the points on screen: the learner's own as they are, those of a set with their noise."""
    if setup.dots == OWN:
        return own
    xy, kinds = base(setup.dots, setup.seed)
    moved = xy + setup.noise / 100 * SPREAD * draws(setup.seed).scatter[: len(xy)].astype(float)
    return np.clip(moved, -points.REACH, points.REACH), kinds


def is_test(setup: Setup, n: int) -> NDArray[np.bool_]:
    """Return which of n points are kept for the test."""
    order = np.argsort(draws(setup.seed).ranks[:n], kind="stable")
    chosen = np.zeros(n, bool)
    chosen[order[: int(setup.test / 100 * n + 0.5)]] = True
    return chosen


def features(xy: Array, chosen: tuple[int, ...]) -> Array:
    """Return (n, len(chosen)): what the network is given of points (n, 2)."""
    x, y = xy.T
    every = (x, y, x * x, y * y, x * y, np.sin(np.pi * x), np.sin(np.pi * y))
    return np.column_stack([every[i] for i in chosen])


def kinds_of(kinds: NDArray[np.int64]) -> int:
    """Return for how many kinds a network has outputs: two, or three once there is a third."""
    return max(2, int(kinds.max(initial=0)) + 1)


@dataclass
class Network:
    """Layers of `sizes`; all weights in one array: per layer W (out × in), then b."""

    setup: Setup
    kinds: int
    values: Array = field(init=False)

    def __post_init__(self) -> None:
        """Take the weights of the setup, or those at the start."""
        self.sizes = self.setup.sizes(self.kinds)
        given = self.setup.values(self.kinds)
        self.values = self.start() if given is None else given
        self.mean, self.square = np.zeros_like(self.values), np.zeros_like(self.values)
        self.steps = 0
        self.bend = activation_functions.build(self.setup.bend)

    def start(self) -> Array:
        """Return the weights at the start: normal, divided by √inputs; biases are 0."""
        pool, parts = draws(self.setup.seed).start.astype(float), []
        at = 0
        for n, m in pairwise(self.sizes):
            parts += [pool[at : at + n * m] / np.sqrt(n), np.zeros(m)]
            at += n * m + m
        return np.concatenate(parts)

    def layers(self, values: Array) -> list[tuple[Array, Array]]:
        """Return (W, b) of each layer as views into an array of all weights."""
        found, at = [], 0
        for n, m in pairwise(self.sizes):
            found.append((values[at : at + n * m].reshape(m, n), values[at + n * m : at + n * m + m]))
            at += n * m + m
        return found

    def outputs(self, inputs: Array) -> list[tuple[Array, Array]]:
        """Return for each layer what it sums up and what it gives; the last gives its sum."""
        found, x, layers = [], inputs, self.layers(self.values)
        for i, (w, b) in enumerate(layers):
            z = x @ w.T + b
            x = self.bend(z) if i < len(layers) - 1 else z
            found.append((z, x))
        return found

    def slopes(self, inputs: Array, kinds: NDArray[np.int64]) -> tuple[float, Array]:
        """Return the mean cross-entropy of inputs (n, f), and all weights' slopes with the penalty's."""
        seen = self.outputs(inputs)
        loss, dz = cross_entropy(seen[-1][0], kinds)
        slopes = np.zeros_like(self.values)
        into, weights = self.layers(slopes), self.layers(self.values)
        for i in range(len(weights) - 1, -1, -1):
            given = seen[i - 1][1] if i else inputs
            into[i][0][:] = dz.T @ given + self.penalty(weights[i][0])
            into[i][1][:] = dz.sum(0)
            if i:
                dz = dz @ weights[i][0] * self.bend.slope(seen[i - 1][0])
        return loss, slopes

    def penalty(self, weights: Array) -> Array:
        """Return the slopes of rate · Σ|w| (L1) or rate · Σw² / 2 (L2)."""
        by = {"none": np.zeros_like, "l1": np.sign, "l2": lambda w: w}[self.setup.decay]
        return self.setup.decay_rate * by(weights)

    def step(self, slopes: Array) -> None:
        """Go one step of Adam, or of plain descent."""
        if self.setup.optimizer == "sgd":
            self.values -= self.setup.rate * slopes
            return
        self.steps += 1
        self.mean = KEEP * self.mean + (1 - KEEP) * slopes
        self.square = KEEP_SQUARE * self.square + (1 - KEEP_SQUARE) * slopes**2
        mean, square = self.mean / (1 - KEEP**self.steps), self.square / (1 - KEEP_SQUARE**self.steps)
        self.values -= self.setup.rate * mean / (np.sqrt(square) + TINY)

    def epoch(self, inputs: Array, kinds: NDArray[np.int64]) -> None:
        """Go once through the training points, batch after batch in their order."""
        for at in range(0, len(kinds), self.setup.batch):
            batch = slice(at, at + self.setup.batch)
            self.step(self.slopes(inputs[batch], kinds[batch])[1])


def cross_entropy(z: Array, kinds: NDArray[np.int64]) -> tuple[float, Array]:
    """Return the mean cross-entropy and its slopes: of sums (n, 1) by sigmoid, (n, k) by softmax."""
    if z.shape[1] == 1:
        loss = np.logaddexp(0, z[:, 0]) - kinds * z[:, 0]
        dz = activation_functions.sigmoid(z) - kinds[:, None]
    else:
        shifted = z - z.max(1, keepdims=True)
        log = shifted - np.log(np.exp(shifted).sum(1, keepdims=True))
        loss, dz = -log[np.arange(len(z)), kinds], np.exp(log) - np.eye(z.shape[1])[kinds]
    return float(loss.mean()), dz / len(z)


def answers(z: Array) -> NDArray[np.int64]:
    """Return the kind that the sums of the output layer name."""
    return (z[:, 0] > 0).astype(int) if z.shape[1] == 1 else z.argmax(1)


def standing(setup: Setup, own: points.Points) -> Standing:
    """Return how good the network of a setup is on the points on screen."""
    xy, kinds = scattered(setup, own)
    test = is_test(setup, len(kinds))
    network = Network(setup, kinds_of(kinds))
    measured = []
    for which in (~test, test):
        if not which.any():
            measured.append((np.nan, np.nan))
            continue
        z = network.outputs(features(xy[which], setup.features))[-1][0]
        measured.append((cross_entropy(z, kinds[which])[0], float((answers(z) == kinds[which]).mean())))
    (train_loss, train_right), (test_loss, test_right) = measured
    return Standing(train_loss, test_loss, train_right, test_right, int(test.sum()))
