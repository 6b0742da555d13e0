"""The list of plain layers is the network itself."""

import numpy as np
import pytest
import torch

from core.architectures import open_network
from core.runtime import registry
from core.runtime.specs import get_spec

KINDS = {
    "lenet5": "conv tanh mean conv tanh mean conv tanh dense tanh dense softmax",
    "fashion_cnn": "conv relu max conv relu max conv relu dense relu dense relu dense softmax",
}


def run(layers: tuple[open_network.Layer, ...], x: torch.Tensor) -> torch.Tensor:
    functional = torch.nn.functional
    steps = {
        "conv": lambda x, layer, w, b: functional.conv2d(x, w, b, padding=layer.padding),
        "relu": lambda x, *_: x.relu(),
        "tanh": lambda x, *_: x.tanh(),
        "max": lambda x, layer, *_: functional.max_pool2d(x, layer.size),
        "mean": lambda x, layer, *_: functional.avg_pool2d(x, layer.size),
        "dense": lambda x, _, w, b: functional.linear(x.flatten(1), w, b),
        "softmax": lambda x, layer, *_: (x / layer.temperature).softmax(1),
    }
    for layer in layers:
        w, b = (None if p is None else torch.from_numpy(p) for p in (layer.weight, layer.bias))
        x = steps[layer.kind](x, layer, w, b)
    return x


@pytest.mark.parametrize("model", open_network.NETWORKS)
def test_layers_give_what_the_network_gives(model: str) -> None:
    x = torch.rand(3, 1, 28, 28, generator=torch.Generator().manual_seed(0))
    layers = open_network.layers(model)
    assert " ".join(layer.kind for layer in layers) == KINDS[model]
    with torch.inference_mode():
        expected = (registry.load_model(model)(x) / get_spec(model).temperature).softmax(1)
    torch.testing.assert_close(run(layers, x), expected)


@pytest.mark.parametrize("model", open_network.NETWORKS)
def test_half_precision_holds_the_weights_without_loss(model: str) -> None:
    for layer in open_network.layers(model):
        for part in (layer.weight, layer.bias):
            if part is not None:
                np.testing.assert_array_equal(part.astype(np.float16).astype(np.float32), part)
