"""The Q-network 4–64–64–2 and its gradient by hand.

On so small a network PyTorch spends most of its time on bookkeeping: written out in NumPy, a step of learning
from 64 transitions takes a fifth of the time. The tests compare both.
"""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

SIZES = (4, 64, 64, 2)
"""state, two hidden layers with ReLU, one Q a move"""
NAMES = tuple(f"{2 * layer}.{kind}" for layer in range(len(SIZES) - 1) for kind in ("weight", "bias"))
"""as in torch.nn.Sequential(Linear, ReLU, Linear, ReLU, Linear)"""
SHAPES = tuple(shape for n, m in pairwise(SIZES) for shape in ((m, n), (m,)))
PARAMETERS = sum(int(np.prod(shape)) for shape in SHAPES)

FINAL = "final"
"""the stage of the training that is the agent; the others are called after the attempts made, "0", "25", …"""

Array = NDArray[np.floating]


class QNetwork:
    """Q(s, ·) as a network whose parameters are views of one flat vector (PARAMETERS,)."""

    def __init__(self, flat: Array) -> None:
        self.flat = flat
        ends = np.cumsum([np.prod(shape) for shape in SHAPES])
        parts = np.split(flat, ends[:-1])
        self.parts = tuple(part.reshape(shape) for part, shape in zip(parts, SHAPES, strict=True))

    def __call__(self, states: Array) -> Array:
        """Map states (..., 4) to (..., 2): what each move is worth."""
        w1, b1, w2, b2, w3, b3 = self.parts
        h1 = np.maximum(states.astype(self.flat.dtype, copy=False) @ w1.T + b1, 0)
        h2 = np.maximum(h1 @ w2.T + b2, 0)
        return h2 @ w3.T + b3

    def moves(self, states: Array) -> NDArray[np.int64]:
        """Return the move (...) with the larger Q in each of the states (..., 4)."""
        return self(states).argmax(-1)

    def copy(self) -> "QNetwork":
        """Return a network of its own with the same numbers."""
        return QNetwork(self.flat.copy())

    def named(self, stage: str = FINAL) -> dict[str, Array]:
        """Return the parameters under the names that PyTorch gives them, after the stage's prefix."""
        return {prefix(stage) + name: part for name, part in zip(NAMES, self.parts, strict=True)}

    def gradient(self, states: Array, actions: NDArray[np.integer], targets: Array) -> tuple[Array, Array]:
        """Return the gradient (PARAMETERS,) of the loss, mean (target − Q(s, a))², and target − Q(s, a) (B,).

        `states` (B, 4), `actions` (B,), `targets` (B,).
        """
        w1, b1, w2, b2, w3, b3 = self.parts
        rows = np.arange(len(states))
        h1 = np.maximum(states @ w1.T + b1, 0)  # (B, 64)
        h2 = np.maximum(h1 @ w2.T + b2, 0)  # (B, 64)
        error = targets - (h2 @ w3.T + b3)[rows, actions]  # (B,)
        d3 = np.zeros((len(states), SIZES[-1]), self.flat.dtype)
        d3[rows, actions] = -2 * error / len(states)
        d2 = (d3 @ w3) * (h2 > 0)
        d1 = (d2 @ w2) * (h1 > 0)
        slopes = (d1.T @ states, d1.sum(0), d2.T @ h1, d2.sum(0), d3.T @ h2, d3.sum(0))
        return np.concatenate([slope.ravel() for slope in slopes]), error


def fresh(rng: np.random.Generator) -> QNetwork:
    """Return an untrained network: every number evenly from ±1/√n of the n inputs, as PyTorch does it."""
    parts = [rng.uniform(-(n**-0.5), n**-0.5, (n + 1) * m) for n, m in pairwise(SIZES)]
    return QNetwork(np.concatenate(parts).astype(np.float32))


def prefix(stage: str) -> str:
    """Return what a stage's parameters are called before their name: nothing, or "after_0025."."""
    return "" if stage == FINAL else f"after_{int(stage):04d}."


def from_named(tensors: dict[str, Array], stage: str = FINAL) -> QNetwork:
    """Return a stage's network out of a file's parameters, in float32."""
    parts = [tensors[prefix(stage) + name].ravel() for name in NAMES]
    return QNetwork(np.concatenate(parts).astype(np.float32))


class Adam:
    """Adam (Kingma & Ba, 2015) over one flat vector of parameters, changed in place."""

    def __init__(self, flat: Array, learning_rate: float) -> None:
        self.flat, self.learning_rate, self.steps = flat, learning_rate, 0
        self.mean, self.square = np.zeros_like(flat), np.zeros_like(flat)

    def step(self, gradient: Array) -> None:
        """Take one step against the gradient."""
        self.steps += 1
        self.mean += 0.1 * (gradient - self.mean)  # β₁ = 0.9
        self.square += 0.001 * (gradient**2 - self.square)  # β₂ = 0.999
        mean, square = self.mean / (1 - 0.9**self.steps), self.square / (1 - 0.999**self.steps)
        self.flat -= self.learning_rate * mean / (np.sqrt(square) + 1e-8)
