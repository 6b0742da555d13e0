"""A small trained network as a list of plain layers, from pixel to answer."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.runtime import registry
from core.runtime.specs import get_spec

NETWORKS = ("lenet5", "fashion_cnn")
SIDE = 28
_KINDS = {
    "Conv2d": "conv",
    "ReLU": "relu",
    "Tanh": "tanh",
    "MaxPool2d": "max",
    "AvgPool2d": "mean",
    "Linear": "dense",
}
_PASSED_OVER = ("Flatten", "Dropout")
"""layers that change no number in use"""


@dataclass(frozen=True)
class Layer:
    """One step of a network.

    `kind`: conv, relu, tanh, max, mean, dense or softmax · `title`: what its paper calls it, if anything ·
    `weight` of a convolution (out, in, k, k), of a dense layer (out, in), else None · `bias` (out,) or None ·
    `padding`: zeros around a convolution's maps · `size`: side of a window that moves by its own size ·
    `temperature`: what softmax divides the scores by.
    """

    kind: str
    title: str = ""
    weight: NDArray[np.float32] | None = None
    bias: NDArray[np.float32] | None = None
    padding: int = 0
    size: int = 0
    temperature: float = 1.0


def layers(model: str) -> tuple[Layer, ...]:
    """Return the layers of one of NETWORKS; they take a picture (1, 28, 28). Raises: WeightsUnavailable.

    Weights are in half precision in their file, so float16 holds them without loss.
    """
    found = []
    for name, module in registry.load_model(model).named_children():
        if (known := type(module).__name__) in _PASSED_OVER:
            continue
        weight, bias = (_plain(getattr(module, part, None)) for part in ("weight", "bias"))
        title = "" if name.isdecimal() or known == "Tanh" else name
        padding = module.padding[0] if known == "Conv2d" else 0
        size = module.kernel_size if "Pool" in known else 0
        found.append(Layer(_KINDS[known], title, weight, bias, padding, size))
    return (*found, Layer("softmax", temperature=get_spec(model).temperature))


def _plain(tensor: "torch.Tensor | None") -> NDArray[np.float32] | None:  # noqa: F821
    return None if tensor is None else tensor.detach().float().cpu().numpy()
