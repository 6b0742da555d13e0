"""A flat map of pictures: every point of it is one, decoded in the browser by a small network sent along."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from core.ui.components import packed

_mount = packed.component("denoising/latent", "grey")


def latent(
    layers: Sequence[tuple[NDArray, NDArray]],
    points: NDArray,
    names: Sequence[str],
    colours: Sequence[str],
    reach: tuple[tuple[float, float], tuple[float, float]],
    mine: NDArray | None,
    side: int,
    words: Mapping[str, str],
    key: str,
) -> None:
    """Draw the map over `reach`, (low, high) of both numbers, and the picture of the place pointed at.

    `layers` are weights (out, in) and bias (out,) of the decoder: ReLU between them, the logistic function at
    the end. `points` (classes, n, 2) are codes of pictures, `names` and `colours` those of their classes;
    `mine` is the code (2,) of the learner's picture.
    """
    data = {
        "layers": [
            {"weights": whole(w)[0], "scale": whole(w)[1], "bias": packed.floats(b), "out": len(b)}
            for w, b in layers
        ],
        "points": packed.floats(points),
        "count": points.shape[1],
        "names": list(names),
        "colours": list(colours),
        "reach": [list(edge) for edge in reach],
        "mine": None if mine is None else [float(v) for v in mine],
        "side": side,
        "words": dict(words),
    }
    _mount(key=key, data=data)


def whole(weights: NDArray) -> tuple[str, float]:
    """Return weights as base64 of 16-bit whole numbers, and what to multiply them by."""
    scale = float(np.abs(weights).max()) / 32767 or 1.0
    return packed.numbers(np.rint(weights / scale), "<i2"), scale
