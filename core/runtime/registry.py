"""Every model by name, and the trained module that everybody shares.

What is known of the models is in `core.runtime.specs`, which reads no weights; here are its names too.
"""

import threading
from typing import TYPE_CHECKING

from core.runtime import device, weights
from core.runtime.specs import ModelSpec, Preprocessing, Weights, get_spec, list_models

if TYPE_CHECKING:
    from torch import nn

__all__ = ["ModelSpec", "Preprocessing", "Weights", "get_spec", "list_models", "load_model"]

_modules: dict[tuple[str, str], "nn.Module"] = {}
_loading = threading.Lock()


def load_model(name: str) -> "nn.Module":
    """Return the trained module in eval mode on the device: one for everybody, so never change it.

    Raises: KeyError for an unknown name; WeightsUnavailable if its file is not here or not the right one;
    TypeError for what is no torch module.
    """
    spec, target = get_spec(name), device.pick_device()
    if spec.build is None:
        raise TypeError(f"{name} is no torch module: see engine.predictor")
    key = name, str(target)
    with _loading:
        if key not in _modules:
            _modules[key] = _loaded(name, spec).to(target)
        return _modules[key]


def _loaded(name: str, spec: ModelSpec) -> "nn.Module":
    import torch

    with torch.inference_mode(False):  # what is made in that mode has gradients for nobody
        module = spec.build()
        if spec.weights.kind != "untrained":
            tensors = weights.read(name)  # may hold more than is used: GoogLeNet's training heads
            module.load_state_dict({key: tensors[key] for key in module.state_dict()})
        return module.float().eval().requires_grad_(False)
