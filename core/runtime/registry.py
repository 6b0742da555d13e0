"""Every model by name, and the trained module that everybody shares.

What is known of the models is in `core.runtime.specs`, which reads no weights; here are its names too.
"""

from functools import partial
from typing import TYPE_CHECKING

from core.runtime import device, weights
from core.runtime.resident import Resident
from core.runtime.specs import ModelSpec, Preprocessing, Weights, get_spec, list_models

if TYPE_CHECKING:
    import torch
    from torch import nn

__all__ = ["ModelSpec", "Preprocessing", "Weights", "get_spec", "list_models", "load_model"]

_modules: "Resident[tuple[str, str], nn.Module]" = Resident()


def load_model(name: str, keep: bool = True) -> "nn.Module":
    """Return the trained module in eval mode on the device: one for everybody, so never change it.

    Whoever needs it only once does not `keep` it.

    Raises: KeyError for an unknown name; WeightsUnavailable if its file is not here or not the right one;
    TypeError for what is no torch module.
    """
    spec, target = get_spec(name), device.pick_device()
    if spec.build is None:
        raise TypeError(f"{name} is no torch module: see engine.predictor")
    key, make = (name, str(target)), partial(_loaded, spec, target)
    return _modules.get(key, make) if keep or key in _modules else make()


def _loaded(spec: ModelSpec, target: "torch.device") -> "nn.Module":
    """Return the trained module on a device.

    Whoever asks first may be in inference mode, and weights that are made there know no gradients for ever.
    """
    import torch

    with torch.inference_mode(False):
        module = spec.build()
        if spec.weights.kind != "untrained":
            tensors = weights.read(spec.name)  # may hold more than is used: GoogLeNet's training heads
            module.load_state_dict({key: tensors[key] for key in module.state_dict()})
        return module.float().eval().requires_grad_(False).to(target)
