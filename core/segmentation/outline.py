"""The learner's outline of a thing, and which of the model's regions it means."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.segmentation import metrics, regions
from core.shared import link_values

MOST = 2000
"""points that are read of an outline"""
EXAMPLE = (
    "[[281,205],[286,192],[294,187],[326,187],[334,193],[340,206],[340,232],[332,237],[288,237],[281,230]]"
)
"""a hasty outline of the blue car in the drawn street, in a grid of 480 × 360"""


@dataclass(frozen=True)
class Match:
    """The region that an outline means: its class, its pixels (H, W), and how both agree.

    `overlap` takes the model's region as the truth.
    """

    class_id: int
    region: NDArray[np.bool_]
    overlap: metrics.Overlap


def read(text: str, width: int, height: int) -> NDArray[np.float64]:
    """Return the points (n, 2) of an outline from JSON, kept inside; none for what is no outline."""
    try:
        points = np.asarray(link_values.rows(text)[:MOST], float)
    except (ValueError, TypeError):
        return np.zeros((0, 2))
    if points.ndim != 2 or points.shape[1] != 2 or len(points) < 3 or not np.isfinite(points).all():
        return np.zeros((0, 2))
    return np.clip(points, 0, (width, height))


def match(drawn: NDArray[np.bool_], class_map: NDArray[np.integer], background: int = -1) -> Match | None:
    """Return the region that a drawn mask (H, W) means: of its commonest class the piece it covers most of.

    None where nothing is drawn, or nothing but background is under it.
    """
    under = class_map[drawn & (class_map != background)]
    if not under.size:
        return None
    class_id = int(np.bincount(under).argmax())
    pieces = regions.pieces(class_map == class_id)
    region = pieces == np.bincount(pieces[drawn & (pieces > 0)]).argmax()
    return Match(class_id, region, metrics.overlap(region, drawn))
