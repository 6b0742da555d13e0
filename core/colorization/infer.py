"""Grey photos coloured in two ways, holes filled in four."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.colorization import bins, inpaint, lab, sizes
from core.colorization.hints import Hint, drawn
from core.colorization.models import COLOURING, INPAINTER
from core.runtime import cards

WAYS = ("mean", "choice")


@dataclass(frozen=True)
class Coloured:
    """What the network makes of a grey photo (H, W).

    `light` is L in 0..100 (H, W); `ab` (H, W, 2) by way: "mean", the mean colour, "choice", the annealed mean
    of the chances; `sure` (H, W) is 1 where the choice is sure, 0 where all colours are alike to it.
    """

    light: np.ndarray
    ab: dict[str, np.ndarray]
    sure: np.ndarray

    def photo(self, way: str) -> np.ndarray:
        """Return the photo (H, W, 3) uint8 of one way."""
        return lab.to_rgb(np.concatenate([self.light[..., None], self.ab[way]], -1))


def temperature() -> float:
    """Return the temperature at which the bundled network's colours are as strong as photos' are."""
    return float(cards.read(COLOURING)["measured"]["temperature"])


def colour(rgb: np.ndarray, hints: Sequence[Hint] = (), heat: float | None = None) -> Coloured:
    """Colour a photo (H, W, 3) uint8, of which only the lightness is looked at.

    `heat` is the temperature of the choice, the card's unless given. Raises: WeightsUnavailable.
    """
    import cv2

    from core.runtime import engine

    light = lab.to_lab(rgb)[..., 0]
    height, width = sizes.fitted(*light.shape)
    small = cv2.resize(light, (width, height), interpolation=cv2.INTER_AREA) / 100
    known = drawn(hints, height, width)
    mean, logits = engine.predictor(COLOURING)(small[None, None].astype(np.float32), known[None])
    heat = temperature() if heat is None else heat
    maps = {"mean": mean[0], "choice": bins.annealed_mean(logits[0], heat)}

    def full(small: np.ndarray) -> np.ndarray:
        return cv2.resize(small, light.shape[::-1], interpolation=cv2.INTER_LINEAR)

    ab = {way: full(np.ascontiguousarray(x.transpose(1, 2, 0), np.float32)) for way, x in maps.items()}
    return Coloured(light, ab, full(bins.sureness(logits[0]).astype(np.float32)))


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
