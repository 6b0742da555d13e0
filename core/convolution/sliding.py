"""A window slides over a picture: convolution as deep learning does it, and pooling, in plain NumPy.

Deep learning's "convolution" does not flip the kernel; mathematics calls it cross-correlation. Numbers are
added tap by tap in float64, in the order that the browser does it, so that both give the same bits.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

PADDINGS = ("none", "same", "zero", "reflect")

Array = NDArray[np.floating]


@dataclass(frozen=True)
class Sliding:
    """How a window moves: its side, the step, what is put around the picture, the gap between its taps.

    `padding`: `none`; `same`, zeros so that a step of 1 keeps the size; `zero`, `amount` zeros on each side;
    `reflect`, as many as `same`, mirrored at the edge.
    """

    size: int = 3
    stride: int = 1
    padding: str = "none"
    amount: int = 0
    dilation: int = 1

    @property
    def reach(self) -> int:
        """How many pixels the window spans: d·(k − 1) + 1."""
        return self.dilation * (self.size - 1) + 1

    @property
    def pads(self) -> tuple[int, int]:
        """Pixels put before and after the picture; raise ValueError for an unknown padding."""
        if self.padding not in PADDINGS:
            raise ValueError(self.padding)
        if self.padding in ("same", "reflect"):
            return (self.reach - 1) // 2, self.reach // 2  # an even window wants one more behind
        return (self.amount, self.amount) if self.padding == "zero" else (0, 0)

    def out(self, n: int) -> int:
        """Return ⌊(n − reach + padding) / stride⌋ + 1, the result's side; 0 where the window does not fit."""
        room = n - self.reach + sum(self.pads)
        mirrorable = self.padding != "reflect" or max(self.pads) < n
        return room // self.stride + 1 if room >= 0 and mirrorable else 0


def sides(n: int, how: Sliding, rounds: int) -> list[int]:
    """Return the side before and after each of at most `rounds` rounds, as long as something is left."""
    lengths = [n]
    while len(lengths) <= rounds and how.out(lengths[-1]) > 0:
        lengths.append(how.out(lengths[-1]))
    return lengths


def receptive_field(layers: list[tuple[int, int]]) -> int:
    """Return how many pixels one number sees after layers of (reach, stride): 1 + Σ (r − 1)·Π s."""
    seen, jump = 1, 1
    for reach, stride in layers:
        seen += (reach - 1) * jump
        jump *= stride
    return seen


def parameters(size: int, c_in: int, c_out: int) -> int:
    """Return the numbers a convolution has to learn, k·k·C_in·C_out weights and C_out biases."""
    return size * size * c_in * c_out + c_out


def padded(x: Array, how: Sliding) -> Array:
    """Return (..., H, W) with its padding around."""
    around = [(0, 0)] * (x.ndim - 2) + [how.pads] * 2
    return np.pad(x, around, mode="reflect" if how.padding == "reflect" else "constant")


def _taps(x: Array, how: Sliding) -> list[tuple[int, int, Array]]:
    """Return for each tap (i, j) what it meets at all places of the window, (..., H', W'); (H', W') ≥ 1."""
    height, width = how.out(x.shape[-2]), how.out(x.shape[-1])
    if height < 1 or width < 1:
        raise ValueError(f"a window over {how.reach} pixels does not fit into {x.shape[-1]} × {x.shape[-2]}")
    full, taps = padded(x, how), []
    for i in range(how.size):
        for j in range(how.size):
            top, left = i * how.dilation, j * how.dilation
            rows = slice(top, top + (height - 1) * how.stride + 1, how.stride)
            columns = slice(left, left + (width - 1) * how.stride + 1, how.stride)
            taps.append((i, j, full[..., rows, columns]))
    return taps


def convolve(x: Array, kernel: Array, how: Sliding) -> NDArray[np.float64]:
    """Slide one k×k kernel over one (H, W) picture → (H', W').

    Raises: ValueError if the window does not fit or the kernel is not of its size.
    """
    if kernel.shape != (how.size, how.size):
        raise ValueError(f"a kernel of {kernel.shape} in a window of {how.size}")
    total = 0.0
    for i, j, seen in _taps(np.asarray(x, np.float64), how):
        total = total + float(kernel[i, j]) * seen
    return total


def layer(x: Array, weights: Array, bias: Array, how: Sliding) -> Array:
    """Apply a layer: (C, H, W) with weights (O, C, k, k) and bias (O,) → (O, H', W'); channels are summed.

    All taps side by side make it one product of matrices, in the precision of its inputs.
    """
    seen = np.stack([tap for _, _, tap in _taps(x, how)], 1)  # (C, k·k, H', W')
    height, width = seen.shape[2:]
    sums = weights.reshape(len(weights), -1) @ seen.reshape(-1, height * width)
    return sums.reshape(-1, height, width) + np.asarray(bias)[:, None, None]


def pool(x: Array, kind: str, how: Sliding) -> NDArray[np.float64]:
    """Keep the `max` or the `mean` of each window of (..., H, W); what lies outside counts 0 in a mean only.

    Raises: KeyError for any other kind, ValueError if the window does not fit.
    """
    combine = {"max": np.maximum, "mean": np.add}[kind]
    x = np.asarray(x, np.float64)
    if kind == "max" and how.padding in ("same", "zero"):
        around = [(0, 0)] * (x.ndim - 2) + [how.pads] * 2
        x = np.pad(x, around, constant_values=-np.inf)
        how = Sliding(how.size, how.stride, "none", 0, how.dilation)
    total = None
    for _, _, seen in _taps(x, how):
        total = seen.copy() if total is None else combine(total, seen)
    return total / how.size**2 if kind == "mean" else total
