"""How much of the gradient reaches each layer of a deep network, measured on a real one."""

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from core.runtime.device import pick_device
from core.shared.activation_functions import Activation, apply

if TYPE_CHECKING:
    import torch

INITS = ("plain", "xavier", "he")
"""uniform in ±1/√n (Glorot & Bengio 2010, eq. 1) · variance
1/n (their eq. 12) · variance 2/n (He et al. 2015)"""
WIDTH, BATCH = 64, 256
"""neurons in each layer, inputs measured at once"""
ENOUGH = 0.01
"""the first layer's share of the gradient that the challenge asks for"""
SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
DEAD_SLOPE = 1e-6
"""a neuron is dead when |f′| is below this for every input: nothing reaches its weights"""


@dataclass(frozen=True)
class Setup:
    """A fully connected network: `depth` layers of `WIDTH` neurons, each starting at `bias`; one output."""

    activation: Activation = field(default_factory=Activation)
    depth: int = 30
    init: str = "plain"
    normalise: bool = False
    bias: float = 0.0
    seed: int = 0


@dataclass(frozen=True)
class Flow:
    """One number a layer, the first layer first.

    `gradients`: root mean square of ∂L/∂z, where z goes into f: what comes back to the layer. `signals`:
    root mean square of the layer's output over the batch. `dead`: neurons whose slope is 0 for every input.
    """

    gradients: NDArray[np.float64]
    signals: NDArray[np.float64]
    dead: NDArray[np.int64]

    @property
    def shares(self) -> NDArray[np.float64]:
        """The gradients as multiples of the last layer's (0 where that has none)."""
        last = self.gradients[-1]
        return self.gradients / last if last > 0 else np.zeros_like(self.gradients)

    @property
    def kind(self) -> str:
        """`broken` (not finite), `none`, `vanishes` (first layer < 1%), `explodes` (> 100 ×) or `lives`."""
        if not (np.isfinite(self.gradients).all() and np.isfinite(self.signals).all()):
            return "broken"
        first = self.shares[0]
        if first == 0:
            return "none"
        return "vanishes" if first < ENOUGH else "explodes" if first > 1 / ENOUGH else "lives"


def measure(setup: Setup) -> Flow:
    """Send random inputs through a fresh network on the device and its squared error back to every layer."""
    import torch

    generator = torch.Generator().manual_seed(setup.seed)
    device = pick_device()
    real = torch.float32 if device.type == "mps" else torch.float64  # 50 sigmoids go far below float32
    x = torch.randn(BATCH, WIDTH, generator=generator, dtype=torch.float64)
    target = torch.randn(BATCH, 1, generator=generator, dtype=torch.float64)
    layers = [_linear(WIDTH, setup, generator).to(real).to(device) for _ in range(setup.depth)]
    head = _linear(1, Setup(init="xavier"), generator).to(real).to(device)
    a, sums, signals = x.to(real).to(device), [], []
    for layer in layers:
        z = layer(a)  # (BATCH, WIDTH)
        if setup.normalise:
            z = torch.nn.functional.batch_norm(z, None, None, training=True)
        a = apply(setup.activation, z)
        sums.append(z)
        signals.append(_rms(a))
    loss = (head(a) - target.to(real).to(device)).square().mean()
    grads = torch.autograd.grad(loss, sums)
    sizes, strengths = (torch.stack(s).cpu().double().numpy() for s in ([_rms(g) for g in grads], signals))
    dead = [_dead(setup.activation, z.detach().cpu().numpy()) for z in sums]
    return Flow(sizes, strengths, np.array(dead, int))


def _dead(activation: Activation, z: NDArray) -> int:
    """Return how many columns of (BATCH, WIDTH) are flat for every row; a few rows acquit most of them."""
    flat = (np.abs(activation.slope(z[:8])) < DEAD_SLOPE).all(axis=0)
    return int((np.abs(activation.slope(z[:, flat])) < DEAD_SLOPE).all(axis=0).sum())


def _rms(values: "torch.Tensor") -> "torch.Tensor":
    return values.detach().square().mean().sqrt()


def _linear(outputs: int, setup: Setup, generator: "torch.Generator") -> "torch.nn.Linear":
    import torch
    from torch import nn

    layer = nn.utils.skip_init(nn.Linear, WIDTH, outputs, dtype=torch.float64)
    if setup.init == "xavier":
        nn.init.xavier_normal_(layer.weight, generator=generator)
    elif setup.init == "he":
        nn.init.kaiming_normal_(layer.weight, nonlinearity="relu", generator=generator)
    else:
        nn.init.uniform_(layer.weight, -(WIDTH**-0.5), WIDTH**-0.5, generator=generator)
    nn.init.constant_(layer.bias, setup.bias)
    return layer


def percent(share: float) -> str:
    """Return a share for people, small ones too: `36%`, `0.0004%`, `1.4 × 10⁻²³%`."""
    points = 100 * share
    if points == 0 or points >= 10:
        return f"{points:,.0f}%" if points < 1e7 else f"{_power_of_ten(points)}%"
    if points >= 1e-6:
        return f"{points:.{max(1, -math.floor(math.log10(points)))}f}%"
    return f"{_power_of_ten(points)}%"


def _power_of_ten(value: float) -> str:
    mantissa, exponent = f"{value:.1e}".split("e")
    return f"{mantissa} × 10{str(int(exponent)).translate(SUPERSCRIPT)}"
