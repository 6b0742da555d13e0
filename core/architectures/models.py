"""The bundled networks for 28×28 pictures: two for garments, one for digits."""

from typing import TYPE_CHECKING

from core.runtime import cards
from core.runtime.specs import bundled, register

if TYPE_CHECKING:
    from torch import nn


def build_fashion_mlp() -> "nn.Module":
    """Return the untrained multilayer perceptron for garments."""
    from core.architectures.networks import fashion_mlp

    return fashion_mlp()


def build_fashion_cnn() -> "nn.Module":
    """Return the untrained convolutional network for garments."""
    from core.architectures.networks import fashion_cnn

    return fashion_cnn()


def build_lenet5() -> "nn.Module":
    """Return the untrained LeNet-5."""
    from core.architectures.networks import lenet5

    return lenet5()


for name, title, build in (
    ("fashion_mlp", "MLP (Fashion-MNIST)", build_fashion_mlp),
    ("fashion_cnn", "CNN (Fashion-MNIST)", build_fashion_cnn),
    ("lenet5", "LeNet-5 (MNIST)", build_lenet5),
):
    card = cards.read(name)
    shape = {"input_shape": (1, 28, 28), "temperature": card["temperature"]}
    register(__name__, bundled(name, card["task"], title, build, **shape))
