"""Trained networks without their last layer: a photo becomes numbers that a new last layer can learn from."""

import copy
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from core.runtime import engine, registry
from core.shared.preprocess import preprocess

if TYPE_CHECKING:
    from torch import nn

BACKBONES = {
    "everyday": 896,
    "efficientnet_lite0": 1280,
    "mobilenet_v3_large": 1280,
    "resnet18": 512,
    "efficientnet_b0": 1280,
    "resnet50": 2048,
}
"""networks whose last layer is linear, and how many numbers it gets"""


def without_head(module: "nn.Module") -> "nn.Module":
    """Return a network whose last linear layer lets its input through; weights are shared with `module`.

    Only what lies on the way to that layer is copied, so `module` itself stays as it is.
    """
    from torch import nn

    path = [name for name, layer in module.named_modules() if isinstance(layer, nn.Linear)][-1]
    shortened = parent = _twin(module)
    *above, last = path.split(".")
    for name in above:
        parent._modules[name] = _twin(parent._modules[name])
        parent = parent._modules[name]
    parent._modules[last] = nn.Identity()
    return shortened


def _twin(module: "nn.Module") -> "nn.Module":
    """Return a copy with a table of layers of its own, but the same layers in it."""
    twin = copy.copy(module)
    twin._modules = dict(module._modules)
    return twin


def features(rgb: NDArray[np.uint8], backbone: str) -> NDArray[np.float32]:
    """Return what a network knows of a photo (H, W, 3) before it names it: (d,), of length 1.

    Raises: WeightsUnavailable if the network's file is not here.
    """
    return features_of(preprocess(rgb, registry.get_spec(backbone).preprocessing), backbone)[0]


def features_of(batch: NDArray[np.float32], backbone: str) -> NDArray[np.float32]:
    """Return the same of preprocessed photos (N, 3, h, w): (N, d)."""
    found = engine.predictor(backbone, without_head)(batch)
    return found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-12)
