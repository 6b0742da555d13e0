"""The activation functions as torch has them, for networks that tests compare with."""

import torch
from torch.nn import functional

from core.shared.activation_functions import Activation


def apply(activation: Activation, z: torch.Tensor) -> torch.Tensor:
    """Return f(z) with torch's own function; a formula and a step go through NumPy, with their own slope."""
    if activation.formula is None and activation.name != "step":
        if activation.name == "identity":
            return z
        if activation.name == "leaky_relu":
            return functional.leaky_relu(z, activation.alpha)
        if activation.name == "elu":
            return functional.elu(z, activation.alpha)
        return getattr(torch if activation.name in ("sigmoid", "tanh") else functional, activation.name)(z)
    given = z.detach().cpu().numpy()
    value, slope = (
        torch.as_tensor(f(given)).to(z.dtype).to(z.device) for f in (activation, activation.slope)
    )
    return value + slope * (z - z.detach())  # the value of f, and the gradient of f
