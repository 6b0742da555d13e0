"""How much of the gradient reaches each layer of a deep network, measured on one with random weights.

The browser computes the same (`deep_network.js`), from the same random numbers.
"""

import math
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from core.shared.activation_functions import Activation

INITS = ("plain", "xavier", "he")
"""uniform in ±1/√n (Glorot & Bengio 2010, eq. 1) · variance
1/n (their eq. 12) · variance 2/n (He et al. 2015)"""
WIDTH, BATCH = 64, 32
"""neurons in each layer, inputs measured at once"""
DEEPEST = 50
GAINS = tuple(f"{10 ** (i / 20):.2g}" for i in range(-20, 21))
"""by what all first weights may be multiplied, as texts"""
BIASES = tuple(f"{i / 20:g}" for i in range(-40, 41))
"""at what all neurons may start, as texts"""
ENOUGH = 0.01
"""the first layer's share of the gradient that the challenge asks for"""
SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
DEAD_SLOPE = 1e-6
"""a neuron is dead when |f′| is below this for every input: nothing reaches its weights"""
EPSILON = 1e-5
"""added to the variance where sums are normalised, as torch does"""
_STEP = 0x6D2B79F5

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Setup:
    """A fully connected network: `depth` layers of `WIDTH` neurons, each starting at `bias`; one output.

    All first weights are multiplied by `gain`.
    """

    activation: Activation = field(default_factory=Activation)
    depth: int = 30
    init: str = "plain"
    normalise: bool = False
    bias: float = 0.0
    seed: int = 0
    gain: float = 1.0


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
    """Send random inputs through a fresh network and its squared error back to every layer."""
    f, size = setup.activation, BATCH * WIDTH
    factor = setup.gain * (2 if setup.init == "he" else 1) ** 0.5 / WIDTH**0.5
    a = normals(setup.seed, 0, size).reshape(BATCH, WIDTH)
    target = normals(setup.seed, size, BATCH)
    head = normals(setup.seed, size + BATCH, WIDTH) / WIDTH**0.5
    weights, spreads, sums, signals = [], [], [], []
    with np.errstate(all="ignore"):
        for k in range(setup.depth):
            weights.append(factor * layer_draws(setup, k))
            z = a @ weights[-1] + setup.bias  # (BATCH, WIDTH)
            if setup.normalise:
                spreads.append(np.sqrt(z.var(0) + EPSILON))
                z = (z - z.mean(0)) / spreads[-1]
            a = f(z)
            sums.append(z)
            signals.append(_rms(a))
        back, sizes = np.outer(2 * (a @ head - target) / BATCH, head), []
        for k in reversed(range(setup.depth)):
            g = back * f.slope(sums[k])
            sizes.append(_rms(g))
            if setup.normalise:
                g = (g - g.mean(0) - sums[k] * (g * sums[k]).mean(0)) / spreads[k]
            back = g @ weights[k].T
        dead = [int((np.abs(f.slope(z)) < DEAD_SLOPE).all(0).sum()) for z in sums]
    return Flow(np.array(sizes[::-1]), np.array(signals), np.array(dead, int))


def _rms(values: Array) -> float:
    return float(np.sqrt(np.mean(np.square(values))))


def layer_draws(setup: Setup, k: int) -> Array:
    """Return the first weights (WIDTH, WIDTH) of layer k, from 0, before they are scaled; inputs are rows."""
    start, count = BATCH * WIDTH + BATCH + WIDTH + k * WIDTH**2, WIDTH**2
    draw = uniforms(setup.seed, start, count) * 2 - 1 if setup.init == "plain" else None
    return (normals(setup.seed, start, count) if draw is None else draw).reshape(WIDTH, WIDTH)


def uniforms(seed: int, start: int, count: int) -> Array:
    """Return the numbers `start` … `start + count` of a row in 0..1 that a seed repeats.

    mulberry32 by Tommy Ettinger: each number is a hash of its place, so that any part of the row is at hand.
    """
    place = (np.arange(start + 1, start + count + 1, dtype=np.uint64) * _STEP + seed) & 0xFFFFFFFF
    state = place.astype(np.uint32)
    t = (state ^ (state >> 15)) * (state | np.uint32(1))
    t ^= t + (t ^ (t >> 7)) * (t | np.uint32(61))
    return (t ^ (t >> 14)) / 2.0**32


def normals(seed: int, start: int, count: int) -> Array:
    """Return `count` (even) standard normal numbers, two from each two of `uniforms` (Box & Muller 1958)."""
    u = uniforms(seed, start, count).reshape(-1, 2)
    radius, angle = np.sqrt(-2 * np.log(1 - u[:, 0])), 2 * math.pi * u[:, 1]
    return (radius[:, None] * np.stack([np.cos(angle), np.sin(angle)], 1)).ravel()


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
