"""Grey photos coloured in two ways, holes filled in four."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.colorization import bins, inpaint, lab, sizes
from core.colorization.hints import Hint, drawn
from core.colorization.models import COLOURING, INPAINTER
from core.runtime import cards

WAYS = ("choice", "mean")
"""by choosing among colours; by the mean colour"""


@dataclass(frozen=True)
class Guess:
    """What the network thinks of a grey photo, at a quarter of the size at which it sees it (h, w).

    `mean` is the mean colour ab (2, h, w) float32, `logits` (Q, h, w) float16 are those of the colours to
    choose among.
    """

    mean: np.ndarray
    logits: np.ndarray

    def ab(self, way: str, heat: float) -> np.ndarray:
        """Return the colours ab (2, h, w) of one of `WAYS`; `heat` is the temperature of the choice."""
        return self.mean if way == "mean" else bins.annealed_mean(self.logits, heat).astype(np.float32)

    def sureness(self) -> np.ndarray:
        """Return how sure the choice is (h, w): 1 sure, 0 all colours alike to it."""
        return bins.sureness(self.logits).astype(np.float32)


def temperature() -> float:
    """Return the temperature at which the bundled network's colours are as strong as photos' are."""
    return float(cards.read(COLOURING)["measured"]["temperature"])


def guess(light: np.ndarray, hints: Sequence[Hint] = ()) -> Guess:
    """Ask the network about a photo's lightness (H, W) in 0..100. Raises: WeightsUnavailable."""
    import cv2

    from core.runtime import engine

    height, width = sizes.fitted(*light.shape)
    small = cv2.resize(light, (width, height), interpolation=cv2.INTER_AREA) / 100
    known = drawn(hints, height, width)
    mean, logits = engine.predictor(COLOURING)(small[None, None].astype(np.float32), known[None])
    return Guess(mean[0].astype(np.float32), logits[0].astype(np.float16))


def guessed_colours(light: np.ndarray, hints: Sequence[Hint], way: str, heat: float) -> np.ndarray:
    """Return the colours ab (2, h, w) of one way alone. Raises: WeightsUnavailable."""
    return guess(light, hints).ab(way, heat)


def spread(small: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    """Return maps (C, h, w) or (h, w) as (H, W, C) or (H, W), between their places along straight lines."""
    import cv2

    last = np.ascontiguousarray(np.moveaxis(small, 0, -1) if small.ndim == 3 else small, np.float32)
    return cv2.resize(last, shape[::-1], interpolation=cv2.INTER_LINEAR)


def painted(light: np.ndarray, ab: np.ndarray) -> np.ndarray:
    """Return the photo (H, W, 3) uint8 of lightness (H, W) and colours ab (2, h, w) of any size."""
    return lab.to_rgb(np.concatenate([light[..., None], spread(ab, light.shape)], -1))


def fill(rgb: np.ndarray, hole: np.ndarray, way: str = "network") -> np.ndarray:
    """Return a photo (H, W, 3) uint8 with the hole (H, W) bool filled by "network" or one of inpaint.WAYS.

    What is in the hole is not looked at. Raises: KeyError for an unknown way; WeightsUnavailable.
    """
    hole = hole.astype(bool)
    spoilt = np.where(hole[..., None], 0, rgb).astype(np.uint8)
    if not hole.any():
        return spoilt
    if way != "network":
        return np.where(hole[..., None], inpaint.WAYS[way](spoilt, hole), rgb)
    from core.runtime import engine

    height, width = hole.shape
    more = (0, -height % 4), (0, -width % 4)
    photo = np.pad(spoilt, (*more, (0, 0)), mode="edge").transpose(2, 0, 1)[None].astype(np.float32) / 255
    where = np.pad(hole, more, mode="edge")[None, None].astype(np.float32)
    made = engine.predictor(INPAINTER)(np.ascontiguousarray(photo), where)[0].transpose(1, 2, 0)
    made = (made[:height, :width].clip(0, 1) * 255).round().astype(np.uint8)
    return np.where(hole[..., None], made, rgb)
