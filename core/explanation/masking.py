"""Cover parts of what a network sees, and ask it again."""

from typing import Literal

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from core.runtime import engine, registry
from core.shared import masks
from core.shared.probabilities import softmax

Filling = Literal["grey", "mean", "blur"]
FILLINGS: tuple[Filling, ...] = ("grey", "mean", "blur")
SIDE = 64
"""a mask is SIDE × SIDE cells"""
BLUR = 0.08
"""standard deviation of the blur, as a share of the side"""


def read(text: str) -> NDArray[np.bool_]:
    """Return the (SIDE, SIDE) mask of SIDE² bits in base64; what is no mask covers nothing."""
    return masks.read(text, SIDE, SIDE)


def filling(seen: NDArray[np.uint8], kind: Filling) -> NDArray[np.uint8]:
    """Return what covered places of a picture (S, S, 3) look like, as a picture of the same size.

    `grey` is 128 everywhere, `mean` the picture's mean colour, `blur` the picture without its details.
    """
    if kind == "blur":
        return np.asarray(Image.fromarray(seen).filter(ImageFilter.GaussianBlur(BLUR * seen.shape[1])))
    colour = 128 if kind == "grey" else np.rint(seen.mean((0, 1)))
    return np.broadcast_to(np.uint8(colour), seen.shape)


def covered(seen: NDArray[np.uint8], mask: NDArray[np.bool_], kind: Filling) -> NDArray[np.uint8]:
    """Return a picture (S, S, 3) with the places of `mask`, of any size, covered, at its edges in part."""
    share = Image.fromarray(mask.astype(np.float32)).resize(seen.shape[1::-1], Image.Resampling.BOX)
    share = np.asarray(share)[..., None]
    return np.rint(seen * (1 - share) + filling(seen, kind) * share).astype(np.uint8)


def ask(views: NDArray[np.uint8], model: str) -> NDArray[np.float64]:
    """Return the probabilities (B, classes) of pictures (B, S, S, 3), cut for `model` by `preprocess.view`.

    Raises: WeightsUnavailable.
    """
    spec = registry.get_spec(model)
    how = spec.preprocessing
    x = (views.astype(np.float32) / 255 - np.float32(how.mean)) / np.float32(how.std)
    logits = engine.in_parts(engine.predictor(model), np.ascontiguousarray(x.transpose(0, 3, 1, 2)))
    return softmax(logits.astype(np.float64) / spec.temperature)
