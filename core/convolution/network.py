"""A small network that the learner stacks: convolution, ReLU, pooling; shapes and numbers as it grows."""

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.convolution.sliding import Sliding, layer, parameters, pool, receptive_field

MOST_LAYERS = 12
FILTERS = (4, 8, 16, 32)
START = "conv8.relu.max2"
_LAYER = re.compile(r"(conv)(4|8|16|32)|(relu)|(max|mean)([234])")


@dataclass(frozen=True)
class Stage:
    """One layer with what comes out of it.

    `shape` is (C, H, W), `parameters` what it has to learn, `sees` the side of the patch of the photo behind
    one number, `maps` its output as (C, H, W) float32.
    """

    name: str
    shape: tuple[int, int, int]
    parameters: int
    sees: int
    maps: NDArray[np.float32]


def read(stack: str) -> list[str]:
    """Return the layers of a link such as `conv8.relu.max2`; the known ones, at most `MOST_LAYERS`."""
    return [name for name in stack.split(".") if _LAYER.fullmatch(name)][:MOST_LAYERS]


def window(name: str) -> Sliding:
    """Return how a layer slides: convolutions 3×3 and same-sized, poolings with a step of their size."""
    if name.startswith("conv"):
        return Sliding(3, 1, "same")
    size = int(name[-1]) if name != "relu" else 1
    return Sliding(size, size)


def fits(names: list[str], side: int) -> bool:
    """Tell whether something is left of a picture whose shorter side is `side`."""
    for name in names:
        side = window(name).out(side)
    return side > 0


def run(rgb: NDArray[np.uint8], names: list[str], seed: int) -> list[Stage]:
    """Send a photo (H, W, 3) through untrained layers; weights are random (He et al., 2015) by `seed`.

    The first stage is the photo itself. Ends before a layer for which too little is left.
    """
    x = rgb.astype(np.float32).transpose(2, 0, 1) / 127.5 - 1
    rng = np.random.default_rng(seed)
    stages, steps = [Stage("photo", x.shape, 0, 1, x)], []
    for name in names:
        how = window(name)
        if min(how.out(x.shape[1]), how.out(x.shape[2])) < 1:
            break
        steps.append((how.reach, how.stride))
        learns = 0
        if name == "relu":
            x = np.maximum(x, 0)
        elif name.startswith("conv"):
            n_in, n_out = len(x), int(name.removeprefix("conv"))
            weights = rng.normal(0, np.sqrt(2 / (9 * n_in)), (n_out, n_in, 3, 3)).astype(np.float32)
            weights -= weights.mean((2, 3), keepdims=True) * (n_in == 3)  # the first ones then find edges
            x, learns = layer(x, weights, np.zeros(n_out, np.float32), how), parameters(3, n_in, n_out)
        else:
            x = pool(x, name[:-1], how).astype(np.float32)
        stages.append(Stage(name, x.shape, learns, receptive_field(steps), x))
    return stages
