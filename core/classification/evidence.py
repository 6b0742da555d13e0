"""Where in a photo a head finds what speaks for its answer: parts are covered, and it is asked again."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.classification import backbones
from core.classification.infer import view
from core.classification.transfer import Head
from core.runtime import registry

GRID = 9
"""places a side at which a square lies"""
COVER = 0.3
"""side of that square, as a share of the picture's"""
MIDDLE = 0.6
"""side of the middle, as a share of the picture's"""
BATCH = 27


@dataclass(frozen=True)
class Evidence:
    """What covering does to one class.

    `seen` (s, s, 3) uint8, what the network sees · `fall` (GRID, GRID), by how much the log-odds of the class
    fall with a square around that place covered · `whole`, `rim_only`, `middle_only`: its probability for the
    picture as it is, with the middle covered, and with all but the middle covered.
    """

    seen: NDArray[np.uint8]
    fall: NDArray[np.floating]
    whole: float
    rim_only: float
    middle_only: float


def occlude(rgb: NDArray[np.uint8], head: Head, label: int) -> Evidence:
    """Cover a photo (H, W, 3) place by place with its mean colour (Zeiler & Fergus, 2014)."""
    how = registry.get_spec(head.backbone).preprocessing
    seen = view(rgb, how)
    squares = _squares(len(seen))
    middle = _square(len(seen), 0.5, 0.5, MIDDLE)
    masks = np.stack([np.zeros_like(middle), middle, ~middle, *squares])
    colour = seen.reshape(-1, 3).mean(0).astype(np.uint8)
    mean, std = np.float32(how.mean), np.float32(how.std)
    found = []
    for some in np.array_split(masks, -(-len(masks) // BATCH)):
        covered = np.where(some[..., None], colour, seen)  # (n, s, s, 3)
        batch = ((covered.astype(np.float32) / 255 - mean) / std).transpose(0, 3, 1, 2)
        found.append(head.probabilities(backbones.features_of(np.ascontiguousarray(batch), head.backbone)))
    p = np.concatenate(found)[:, label].clip(1e-9, 1 - 1e-9)
    odds = np.log(p / (1 - p))
    return Evidence(seen, (odds[0] - odds[3:]).reshape(GRID, GRID), *map(float, p[:3]))


def _squares(side: int) -> list[NDArray[np.bool_]]:
    centres = (np.arange(GRID) + 0.5) / GRID
    return [_square(side, y, x, COVER) for y in centres for x in centres]


def _square(side: int, y: float, x: float, share: float) -> NDArray[np.bool_]:
    along = (np.arange(side) + 0.5) / side
    return (abs(along - y) < share / 2)[:, None] & (abs(along - x) < share / 2)[None]
