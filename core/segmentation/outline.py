"""The learner's outline of a thing, and which of the model's regions it means."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

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

    `overlap` takes the model's region as the truth. `whole`: all parts of a thing were meant together.
    """

    class_id: int
    region: NDArray[np.bool_]
    overlap: metrics.Overlap
    whole: bool = False


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


def match_thing(
    drawn: NDArray[np.bool_], class_map: NDArray[np.integer], background: int, parts: Sequence[int]
) -> Match | None:
    """Return what `match` does, or the thing that the classes `parts` make up, where that agrees better.

    So an outline may mean a coat, or the person in it.
    """
    one = match(drawn, class_map, background)
    if one is None or one.class_id not in parts:
        return one
    together = match(drawn, np.where(np.isin(class_map, parts), parts[0], class_map), background)
    return one if one.overlap.iou >= together.overlap.iou else replace(together, whole=True)
