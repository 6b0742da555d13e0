"""Trained networks without their last layer: a photo becomes numbers that a new last layer can learn from."""

import copy
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from core.runtime import engine, registry
from core.shared.preprocess import preprocess

if TYPE_CHECKING:
    from torch import nn

SMOOTH = Image.Resampling.BILINEAR
NETWORKS = {
    "everyday": 896,
    "efficientnet_lite0": 1280,
    "mobilenet_v3_large": 1280,
    "resnet18": 512,
    "efficientnet_b0": 1280,
    "resnet50": 2048,
}
"""networks whose last layer is linear, and how many numbers it gets"""
JOINED = "everyday+efficientnet_lite0"
"""two networks side by side, the best of all here for own classes (core.train.official.measure_backbones)"""
WEIGHT = {"everyday": 0.4, "efficientnet_lite0": 0.6}
"""share of each network in the squared length of the joined features"""
BACKBONES = NETWORKS | {JOINED: sum(NETWORKS[name] for name in WEIGHT)}
"""what own classes can be taught on: a network or two joined, and how many numbers it gives"""


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
    """Return what one of BACKBONES knows of a photo (H, W, 3) before it names it: (d,), of length 1.

    Raises: WeightsUnavailable if a network's file is not here.
    """
    names = networks(backbone)
    found = [features_of(preprocess(rgb, registry.get_spec(name).preprocessing), name)[0] for name in names]
    return joined(found, names)


def networks(backbone: str) -> tuple[str, ...]:
    """Return the networks of a backbone: itself, or the two that are joined, the sharpest view last."""
    return tuple(backbone.split("+"))


def joined(features: Sequence[NDArray[np.float32]], names: Sequence[str]) -> NDArray[np.float32]:
    """Return features (..., d) of length 1 from several networks as one, of length 1."""
    if len(features) == 1:
        return features[0]
    parts = [np.sqrt(WEIGHT[name]) * part for name, part in zip(names, features, strict=True)]
    return np.concatenate(parts, -1).astype(np.float32)


def features_of_views(views: NDArray[np.uint8], backbone: str) -> NDArray[np.float32]:
    """Return the features (N, d) of square views (N, s, s, 3), each what a network is to see of a photo."""
    names = networks(backbone)
    return joined([features_of(_scaled(views, name), name) for name in names], names)


def _scaled(views: NDArray[np.uint8], name: str) -> NDArray[np.float32]:
    how = registry.get_spec(name).preprocessing
    size = (how.crop, how.crop)
    if views.shape[1:3] != size:
        views = np.stack([np.asarray(Image.fromarray(view).resize(size, SMOOTH)) for view in views])
    x = (views / np.float32(255) - np.float32(how.mean)) / np.float32(how.std)
    return np.ascontiguousarray(x.transpose(0, 3, 1, 2), np.float32)


def features_of(batch: NDArray[np.float32], backbone: str) -> NDArray[np.float32]:
    """Return the same of preprocessed photos (N, 3, h, w): (N, d)."""
    found = engine.in_parts(engine.predictor(backbone, without_head), batch)
    return found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-12)
