"""A small network that draws pictures from codes, packed for the browser."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.ui.components import packed

Layers = Sequence[tuple[NDArray, NDArray]]


def packed_layers(layers: Layers) -> list[dict[str, Any]]:
    """Return what `decoder.js` unpacks of weights (out, in) and bias (out,) of each layer."""
    return [
        {"weights": whole(w)[0], "scale": whole(w)[1], "bias": packed.floats(b), "out": len(b)}
        for w, b in layers
    ]


def whole(weights: NDArray) -> tuple[str, float]:
    """Return weights as base64 of 16-bit whole numbers, and what to multiply them by."""
    scale = float(np.abs(weights).max()) / 32767 or 1.0
    return packed.numbers(np.rint(weights / scale), "<i2"), scale
