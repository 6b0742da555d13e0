"""Generator and discriminator as plain layers of numbers, for the browser, which runs them by itself."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.runtime import weights

Floats = NDArray[np.float32]
EPSILON = 1e-5  # of torch's batch normalisation


@dataclass(frozen=True)
class Plain:
    """Both networks without batch normalisation: that is a factor and a bias once a network is trained.

    Generator: code → `first` (4704, 74), `first_bias`, ReLU, as (96, 7, 7) → transposed convolution `up`
    (96, 48, 4, 4), `up_bias`, ReLU → `last` (48, 1, 4, 4), `last_bias`, sigmoid. Discriminator:
    picture · 2 − 1 → three convolutions of stride 2, padding 1, a leaky ReLU of 0.2 after each → h (2048,);
    logit = h · (`real` + `of_class` · class weights) + `real_bias`.
    """

    first: Floats
    first_bias: Floats
    up: Floats
    up_bias: Floats
    last: Floats
    last_bias: Floats
    kernels: tuple[Floats, ...]
    biases: tuple[Floats, ...]
    real: Floats
    real_bias: Floats
    of_class: Floats


def plain(model: str) -> Plain:
    """Return the networks of a bundled pair; raise WeightsUnavailable if its file is not here."""
    all_ = {key: t.float().numpy() for key, t in weights.read(model).items()}
    made = {key.removeprefix("generator."): t for key, t in all_.items() if key.startswith("generator.")}
    judge = {key.removeprefix("discriminator."): t for key, t in all_.items() if key not in made}
    first_factor, first_bias = _normalisation(made, "layers.1")
    up_factor, up_bias = _normalisation(made, "layers.4")
    places = len(made["first.weight"]) // len(first_factor)
    return Plain(
        first=made["first.weight"] * first_factor.repeat(places)[:, None],
        first_bias=first_bias.repeat(places),
        up=made["layers.3.weight"] * up_factor[None, :, None, None],
        up_bias=up_bias,
        last=made["layers.6.weight"],
        last_bias=made["layers.6.bias"],
        kernels=tuple(judge[f"layers.{i}.weight"] for i in (0, 2, 4)),
        biases=tuple(judge[f"layers.{i}.bias"] for i in (0, 2, 4)),
        real=judge["real.weight"][0],
        real_bias=judge["real.bias"],
        of_class=judge["of_class.weight"],
    )


def _normalisation(tensors: dict[str, Floats], layer: str) -> tuple[Floats, Floats]:
    """Return the factor and the bias (channels,) that a trained batch normalisation amounts to."""
    weight, bias, mean, variance = (
        tensors[f"{layer}.{part}"] for part in ("weight", "bias", "running_mean", "running_var")
    )
    factor = weight / np.sqrt(variance + EPSILON)
    return factor, bias - mean * factor
