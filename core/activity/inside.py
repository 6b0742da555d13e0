"""What the models do with one window: features and their weights, filters of the CNN, gates of the LSTM."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.activity import features
from core.activity.recording import GRAVITY
from core.runtime import registry


@dataclass(frozen=True)
class Pushes:
    """The features (F,) of a window and how far each moves the score of every activity (F, 6)."""

    values: NDArray[np.float64]
    pushes: NDArray[np.float64]


@dataclass(frozen=True)
class Filters:
    """The first layer's filters (32, channels, 9), normalisation folded in, and their answers (32, 128)."""

    weights: NDArray[np.float64]
    answers: NDArray[np.float64]


@dataclass(frozen=True)
class Gates:
    """The LSTM while it reads a window: (128, 64) each; gates from 0 (closed) to 1 (open)."""

    input: NDArray[np.float64]
    forget: NDArray[np.float64]
    output: NDArray[np.float64]
    cell: NDArray[np.float64]
    hidden: NDArray[np.float64]


def pushes(window: NDArray[np.floating], model: str = "activity_classic") -> Pushes:
    """Return the features of a window (6, 128) in m/s² and rad/s, and each one's weight times its value."""
    tensors = _tensors(model)
    values = features.of(window[None])[0].astype(np.float64)
    standard = (values - tensors["mean"]) / tensors["std"]
    return Pushes(values, standard[:, None] * tensors["head.weight"].T)


def filters(window: NDArray[np.floating], model: str = "activity_cnn") -> Filters:
    """Return the filters of a CNN's first layer, and what each answers (after ReLU) along a window."""
    tensors = {key.removeprefix("layers.0."): value for key, value in _tensors(model).items()}
    kernel = tensors["0.weight"]
    scale = tensors["1.weight"] / np.sqrt(tensors["1.running_var"] + 1e-5)
    weights = kernel * scale[:, None, None]
    bias = tensors["1.bias"] - tensors["1.running_mean"] * scale
    size = kernel.shape[2]
    padded = np.pad(_in_g(window[: kernel.shape[1]]), ((0, 0), (size // 2, size // 2)))
    pieces = np.lib.stride_tricks.sliding_window_view(padded, size, axis=1)
    return Filters(weights, np.maximum(0, np.einsum("fck,ctk->ft", weights, pieces) + bias[:, None]))


def gates(window: NDArray[np.floating], model: str = "activity_lstm") -> Gates:
    """Return the gates of an LSTM step by step (Hochreiter & Schmidhuber, 1997; Gers et al., 2000)."""
    tensors = _tensors(model)
    w_input, w_hidden = tensors["lstm.weight_ih_l0"], tensors["lstm.weight_hh_l0"]
    bias = tensors["lstm.bias_ih_l0"] + tensors["lstm.bias_hh_l0"]
    hidden = cell = np.zeros(w_hidden.shape[1])
    steps = []
    for sample in _in_g(window).T:
        i, f, g, o = np.split(w_input @ sample + w_hidden @ hidden + bias, 4)
        i, f, o = (1 / (1 + np.exp(-x)) for x in (i, f, o))
        cell = f * cell + i * np.tanh(g)
        hidden = o * np.tanh(cell)
        steps.append((i, f, o, cell, hidden))
    return Gates(*(np.stack(each) for each in zip(*steps, strict=True)))


def _in_g(window: NDArray[np.floating]) -> NDArray[np.float64]:
    return np.concatenate([window[:3] / GRAVITY, window[3:]]).astype(np.float64)


def _tensors(model: str) -> dict[str, NDArray[np.float64]]:
    module = registry.load_model(model)
    return {key: value.double().cpu().numpy() for key, value in module.state_dict().items()}
