"""Grad-CAM: which places of a layer spoke for a class (Selvaraju et al., 2017)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from core.explanation import layers
from core.runtime import registry
from core.shared.preprocess import preprocess


@dataclass(frozen=True)
class Evidence:
    """What each layer holds for and against some classes.

    `maps` has one (len(classes), h, w) float32 a layer, early to late: Σ α A before the ReLU, so that what is
    above 0 speaks for the class (this is Grad-CAM) and what is below 0 against it. `names` are the layers'
    paths in the network, `channels` how many maps A each has, `side` the pixels of the square that went in.
    """

    classes: tuple[int, ...]
    names: tuple[str, ...]
    channels: tuple[int, ...]
    maps: tuple[NDArray[np.float32], ...]
    side: int

    @property
    def sizes(self) -> list[tuple[int, int]]:
        """Return (h, w) of each layer."""
        return [found.shape[1:] for found in self.maps]


def explain(rgb: NDArray[np.uint8], model: str, classes: Sequence[int]) -> Evidence:
    """Return the evidence for `classes` (indices of logits) in a photo (H, W, 3); raise WeightsUnavailable.

    The photo goes in at the size the network learnt from: at another one it gives other answers.
    """
    module = registry.load_model(model)
    device = next(module.parameters()).device
    x = torch.from_numpy(preprocess(rgb, registry.get_spec(model).preprocessing)).to(device)
    return of_module(module, x, classes)


def of_module(module: nn.Module, x: Tensor, classes: Sequence[int]) -> Evidence:
    """Return the evidence in `x` (1, 3, S, S): one pass forward, and one backward a class for all layers.

    The weight of a map is the mean slope of the class's logit along it, α = 1/(hw) ΣΣ ∂y/∂A, of the logit and
    not of its softmax: a probability also falls because another class rises.
    """
    with torch.enable_grad():
        logits, caught = layers.catch(module, x.detach().requires_grad_())
        outputs = [output for _, output in caught]
        slopes = [torch.autograd.grad(logits[0, c], outputs, retain_graph=True) for c in classes]
    maps = [
        torch.stack([_weighted(output, slope) for slope in of_output]).cpu().numpy()
        for output, of_output in zip(outputs, zip(*slopes, strict=True), strict=True)
    ]
    channels = tuple(layers.as_maps(output).shape[1] for output in outputs)
    return Evidence(tuple(classes), tuple(name for name, _ in caught), channels, tuple(maps), x.shape[-1])


def _weighted(output: Tensor, slope: Tensor) -> Tensor:
    a, slope = (layers.as_maps(t.detach())[0].float() for t in (output, slope))  # (C, h, w)
    return (slope.mean((1, 2), keepdim=True) * a).sum(0)
