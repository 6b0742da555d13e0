"""The three recurrent cells, step by step, and the gradient back through time.

RNN: Elman 1990. LSTM: Hochreiter & Schmidhuber 1997, with the forget gate of Gers et al. 2000.
GRU: Cho et al. 2014. Weights lie as in torch: `G·H` rows for `G` gates, in the order of GATES.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

KINDS = ("rnn", "lstm", "gru")
GATES = {"rnn": ("n",), "lstm": ("i", "f", "g", "o"), "gru": ("r", "z", "n")}
"""what the rows of the weights make: i input, f forget, o output, r reset, z update (how much is kept);
g, n: the candidate, what is offered to the memory"""

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Weights:
    """What a cell has learnt: (G·H, D), (G·H, H), (G·H,), (G·H,)."""

    inputs: Array
    state: Array
    input_bias: Array
    state_bias: Array

    @property
    def units(self) -> int:
        """Numbers in the state, H."""
        return self.state.shape[1]


@dataclass(frozen=True)
class Run:
    """A sequence of T pieces through a cell.

    `state` (T+1, H) is what the cell tells, zeros first. `carried` (T+1, H) is what it hands to itself: the
    cell state of an LSTM, the state of the others. `gates` (T, H) by name, in 0..1, candidates in −1..1.
    """

    state: Array
    carried: Array
    gates: dict[str, Array]


@dataclass(frozen=True)
class Gradients:
    """Derivatives of a number at the end: by `carried` (T+1, H), by the inputs (T, D), by the weights."""

    carried: Array
    inputs: Array
    weights: Weights


def sigmoid(x: Array) -> Array:
    """Return 1 / (1 + e⁻ˣ), without overflow."""
    return 0.5 * (1 + np.tanh(0.5 * x))


def run(kind: str, weights: Weights, pieces: Array) -> Run:
    """Send pieces (T, D) through a cell that begins with zeros."""
    steps, h = len(pieces), weights.units
    state, carried = np.zeros((steps + 1, h)), np.zeros((steps + 1, h))
    gates = {name: np.zeros((steps, h)) for name in GATES[kind]}
    for t, piece in enumerate(pieces):
        seen = np.split(weights.inputs @ piece + weights.input_bias, len(gates))
        told = np.split(weights.state @ state[t] + weights.state_bias, len(gates))
        made, state[t + 1], carried[t + 1] = _STEPS[kind](seen, told, state[t], carried[t])
        for name, value in zip(GATES[kind], made, strict=True):
            gates[name][t] = value
    return Run(state, carried, gates)


def _rnn(seen: list[Array], told: list[Array], _: Array, __: Array) -> tuple:
    n = np.tanh(seen[0] + told[0])
    return (n,), n, n


def _lstm(seen: list[Array], told: list[Array], _: Array, carried: Array) -> tuple:
    i, f, g, o = (a + b for a, b in zip(seen, told, strict=True))
    i, f, g, o = sigmoid(i), sigmoid(f), np.tanh(g), sigmoid(o)
    now = f * carried + i * g
    return (i, f, g, o), o * np.tanh(now), now


def _gru(seen: list[Array], told: list[Array], state: Array, _: Array) -> tuple:
    r, z = sigmoid(seen[0] + told[0]), sigmoid(seen[1] + told[1])
    n = np.tanh(seen[2] + r * told[2])
    now = (1 - z) * n + z * state
    return (r, z, n), now, now


_STEPS = {"rnn": _rnn, "lstm": _lstm, "gru": _gru}


def backward(kind: str, weights: Weights, pieces: Array, ran: Run, end: Array) -> Gradients:
    """Send a gradient (H,), by the last `carried`, back through time: BPTT, Werbos 1990."""
    by_carried, by_state = np.asarray(end, float).copy(), np.zeros(weights.units)
    back, by_pieces = np.zeros_like(ran.carried), np.zeros_like(pieces, float)
    total = [np.zeros_like(part) for part in vars(weights).values()]
    for t in reversed(range(len(pieces))):
        if kind == "lstm":
            by_carried = by_carried + by_state * ran.gates["o"][t] * (1 - np.tanh(ran.carried[t + 1]) ** 2)
        back[t + 1] = by_carried
        by_seen, by_told, straight = _BACK[kind](weights, ran, t, by_carried, by_state)
        by_pieces[t] = weights.inputs.T @ by_seen
        through = weights.state.T @ by_told
        for sum_, more in zip(
            total,
            (np.outer(by_seen, pieces[t]), np.outer(by_told, ran.state[t]), by_seen, by_told),
            strict=True,
        ):
            sum_ += more
        by_carried, by_state = (straight, through) if kind == "lstm" else (straight + through, by_state)
    back[0] = by_carried
    return Gradients(back, by_pieces, Weights(*total))


def _back_rnn(_: Weights, ran: Run, t: int, by: Array, __: Array) -> tuple[Array, Array, Array]:
    inner = by * (1 - ran.gates["n"][t] ** 2)
    return inner, inner, np.zeros_like(by)


def _back_lstm(_: Weights, ran: Run, t: int, by: Array, by_state: Array) -> tuple[Array, Array, Array]:
    i, f, g, o = (ran.gates[name][t] for name in GATES["lstm"])
    inner = np.concatenate([
        by * g * i * (1 - i),
        by * ran.carried[t] * f * (1 - f),
        by * i * (1 - g**2),
        by_state * np.tanh(ran.carried[t + 1]) * o * (1 - o),
    ])  # fmt: skip
    return inner, inner, by * f


def _back_gru(weights: Weights, ran: Run, t: int, by: Array, _: Array) -> tuple[Array, Array, Array]:
    r, z, n = (ran.gates[name][t] for name in GATES["gru"])
    told = np.split(weights.state @ ran.state[t] + weights.state_bias, 3)[2]
    by_n = by * (1 - z) * (1 - n**2)
    by_z = by * (ran.state[t] - n) * z * (1 - z)
    by_r = by_n * told * r * (1 - r)
    return np.concatenate([by_r, by_z, by_n]), np.concatenate([by_r, by_z, by_n * r]), by * z


_BACK = {"rnn": _back_rnn, "lstm": _back_lstm, "gru": _back_gru}


def fading(kind: str, weights: Weights, pieces: Array, ran: Run, unit: int) -> Array:
    """Return how much of the gradient of one unit's memory at the end reaches each step, (T+1,), ≥ 0.

    The length of the derivative of `carried[T, unit]` by `carried[t]`; 1 at the end, t = T.
    """
    end = np.eye(weights.units)[unit]
    return (
        np.linalg.norm(backward(kind, weights, pieces, ran, end).carried, axis=1)
        if len(pieces)
        else np.ones(1)
    )
