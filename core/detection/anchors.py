"""Where detectors look: default boxes that match a thing, cells of a grid, windows over all scales."""

from dataclasses import dataclass

import numpy as np

from core.detection import ssd
from core.shared import yolo
from core.shared.boxes import iou

MATCH = 0.5
"""IoU from which a default box has to learn a true one (Liu et al., 2016)"""
LAYOUTS = {"ssdlite320": ssd.SSDLITE320, "ssd300": ssd.SSD300}
V1_GRID, V1_BOXES, V1_CLASSES = 7, 2, 20
"""YOLOv1 on PASCAL VOC (Redmon et al., 2016)"""
WINDOWS = (64, 96, 144, 216, 324, 486, 729)
"""sides of the sliding window in pixels, each 1.5 times the one before"""
STEP = 0.25
"""a window moves on by this share of its side"""


def v1_outputs(grid: int = V1_GRID, boxes: int = V1_BOXES, classes: int = V1_CLASSES) -> int:
    """Return how many numbers YOLOv1 gives: for each cell x, y, w, h, confidence a box, and the classes."""
    return grid * grid * (boxes * 5 + classes)


def corners(layout: ssd.Layout, level: int, wh: tuple[int, int]) -> np.ndarray:
    """Return a map's default boxes as xyxy (n, 4) in pixels of a photo `wh`; some reach beyond it."""
    box = ssd.default_boxes(layout, level)
    return np.hstack([box[:, :2] - box[:, 2:] / 2, box[:, :2] + box[:, 2:] / 2]) * np.float32([*wh, *wh])


@dataclass(frozen=True)
class Matches:
    """How many default boxes of each map match a true box, of how many, and the best one's map and IoU.

    The best one always has to learn the true box, even where its IoU is below `MATCH`.
    """

    matched: tuple[int, ...]
    boxes: tuple[int, ...]
    level: int
    best: float


def matches(layout: ssd.Layout, box: tuple[float, ...], wh: tuple[int, int]) -> Matches:
    """Match all default boxes over a photo `wh` with one true box xyxy in its pixels."""
    truth = np.array([box], np.float32)
    overlaps = [iou(corners(layout, level, wh), truth)[:, 0] for level in range(len(layout.maps))]
    best = [float(found.max()) for found in overlaps]
    level = int(np.argmax(best))
    matched = tuple(int((found >= MATCH).sum()) for found in overlaps)
    return Matches(matched, tuple(map(len, overlaps)), level, best[level])


@dataclass(frozen=True)
class Grid:
    """A grid of columns × rows over a photo, in its pixels: its left upper corner, its cells' size."""

    stride: int
    columns: int
    rows: int
    left: float
    top: float
    cell_w: float
    cell_h: float


def grids(wh: tuple[int, int]) -> tuple[Grid, ...]:
    """Return YOLO's three grids (v8, v11) over a photo `wh`, which is scaled and padded to whole cells."""
    w, h = wh
    x, (scale_x, scale_y, left, top) = yolo.letterbox(np.zeros((h, w, 3), np.uint8))
    height, width = x.shape[2:]
    return tuple(
        Grid(s, width // s, height // s, -left / scale_x, -top / scale_y, s / scale_x, s / scale_y)
        for s in yolo.STRIDES
    )


def windows(wh: tuple[int, int]) -> tuple[tuple[int, int, int], ...]:
    """Return (side, columns, rows) of a window that slides over a photo `wh`, every scale that fits."""
    found = []
    for side in WINDOWS:
        if side <= min(wh):
            columns, rows = ((n - side) // round(side * STEP) + 1 for n in wh)
            found.append((side, columns, rows))
    return tuple(found) or ((min(wh), 1, 1),)


def calls(wh: tuple[int, int]) -> int:
    """Return how often a classifier would be asked for a photo `wh`: once a window."""
    return sum(columns * rows for _, columns, rows in windows(wh))
