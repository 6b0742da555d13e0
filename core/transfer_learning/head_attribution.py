"""Where in a photo a head finds what speaks for its answer: parts are covered, and it is asked again."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from core.runtime import registry
from core.shared import backbones
from core.shared.preprocess import view
from core.transfer_learning.learning import Head

GRID = 9
"""places a side at which a square lies"""
COVER = 0.3
"""side of that square, as a share of the picture's"""
FOR, AGAINST = (178, 24, 43), (33, 102, 172)
"""the two ends of ColorBrewer's RdBu"""


@dataclass(frozen=True)
class Evidence:
    """What covering places of a photo does to one class.

    `seen` (s, s, 3) uint8, what the network sees · `whole`: the probability of the class · `covered`
    (GRID, GRID), the same with a square around that place covered · `fall` (GRID, GRID), by how much its
    log-odds fall then: positive where something speaks for the class.
    """

    seen: NDArray[np.uint8]
    whole: float
    covered: NDArray[np.floating]
    fall: NDArray[np.floating]

    def picture(self, side: int = 320) -> NDArray[np.uint8]:
        """Return the photo (side, side, 3) with what speaks for the class in red, against it in blue."""
        photo = np.asarray(Image.fromarray(self.seen).resize((side, side), Image.Resampling.BICUBIC), float)
        fall = Image.fromarray((self.fall / max(np.abs(self.fall).max(), 1.0)).astype(np.float32))
        strength = np.asarray(fall.resize((side, side), Image.Resampling.BICUBIC))[..., None]
        colour = np.where(strength > 0, FOR, AGAINST)
        share = 0.85 * np.abs(strength).clip(0, 1)
        grey = photo.mean(-1, keepdims=True)
        return ((0.5 * photo + 0.5 * grey) * (1 - share) + colour * share).astype(np.uint8)

    def most(self) -> tuple[int, int]:
        """Return row and column of the place that speaks most for the class."""
        row, column = np.unravel_index(self.fall.argmax(), self.fall.shape)
        return int(row), int(column)


def occlude(rgb: NDArray[np.uint8], head: Head, label: int) -> Evidence:
    """Cover a photo (H, W, 3) place by place with its mean colour (Zeiler & Fergus, 2014)."""
    sharpest = backbones.networks(head.backbone)[-1]
    seen = view(rgb, registry.get_spec(sharpest).preprocessing)
    colour = seen.reshape(-1, 3).mean(0).astype(np.uint8)
    masks = np.stack([np.zeros(seen.shape[:2], bool), *_squares(len(seen))])
    views = np.where(masks[..., None], colour, seen)
    p = head.probabilities(backbones.features_of_views(views, head.backbone))
    p = p[:, label].clip(1e-9, 1 - 1e-9)
    odds = np.log(p / (1 - p))
    return Evidence(seen, float(p[0]), p[1:].reshape(GRID, GRID), (odds[0] - odds[1:]).reshape(GRID, GRID))


def _squares(side: int) -> list[NDArray[np.bool_]]:
    """Return one mask (side, side) a place, row by row, true where the square lies."""
    along = (np.arange(side) + 0.5) / side
    within = [abs(along - (i + 0.5) / GRID) < COVER / 2 for i in range(GRID)]
    return [rows[:, None] & columns for rows in within for columns in within]
