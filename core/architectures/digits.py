"""LeNet-5 reads a digit, and shows what is in its layers on the way."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.runtime import registry
from core.shared.probabilities import softmax

MODEL = "lenet5"
MAPS = {"C1": "tanh1", "S2": "S2", "C3": "tanh3", "S4": "S4"}
"""the layers with maps, and the module after which they are looked at: a convolution after its bend"""
ROWS = {"C5": "tanh5", "F6": "tanh6"}
"""the layers whose neurons are in a row"""


@dataclass(frozen=True)
class Reading:
    """What LeNet-5 makes of a picture.

    `probabilities` (10,) of the digits 0..9; `maps` by layer: C1 (6, 28, 28), S2 (6, 14, 14), C3 (16, 10,
    10), S4 (16, 5, 5); `rows`: C5 (120,), F6 (84,); all float32, those of the layers in −1..1.
    """

    probabilities: NDArray[np.float32]
    maps: dict[str, NDArray[np.float32]]
    rows: dict[str, NDArray[np.float32]]


def read(picture: NDArray[np.float32]) -> Reading:
    """Read a picture (28, 28) in 0..1; raise WeightsUnavailable.

    The network is shared by everybody: its layers are called one by one, and nothing is hooked onto it.
    """
    import torch

    module, seen = registry.load_model(MODEL), {}
    with torch.inference_mode():
        x = torch.from_numpy(np.ascontiguousarray(picture, np.float32))[None, None]
        x = x.to(next(module.parameters()).device)
        for name, layer in module.named_children():
            x = seen[name] = layer(x)
        seen = {name: value[0].float().cpu().numpy() for name, value in seen.items()}
    return Reading(
        softmax(seen["output"] / registry.get_spec(MODEL).temperature),
        {name: seen[module] for name, module in MAPS.items()},
        {name: seen[module].ravel() for name, module in ROWS.items()},
    )


def changed(ink: NDArray[np.uint8], before: NDArray[np.uint8]) -> float:
    """Return how much ink was added or taken away, as a share of what was there before."""
    difference = np.abs(ink.astype(np.int64) - before)
    return float(difference.sum() / max(int(before.sum()), 1))
