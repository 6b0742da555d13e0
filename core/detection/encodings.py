"""One box, said in three ways: moved from an anchor, as distances from a point, moved from a default box.

YOLOv2 to v5 and v7 do the first, v8 and v11 the second, SSD the third. Each way has its way back.
"""

import numpy as np
from numpy.typing import ArrayLike

from core.detection import anchors, ssd
from core.shared.boxes import iou

Numbers = tuple[float, float, float, float]


def anchor_move(box: ArrayLike, corner: ArrayLike, anchor: ArrayLike, stride: float) -> Numbers:
    """Return tx, ty, tw, th for a box xyxy: its middle lies in the cell whose left upper corner is `corner`.

    The middle is corner + σ(t) · stride, the size anchor · e^t, in pixels (Redmon & Farhadi, 2017).
    """
    middle, size = _middle_size(box)
    share = (middle - np.asarray(corner)) / stride
    return _four(np.log(share / (1 - share)), np.log(size / np.asarray(anchor)))


def from_anchor(move: ArrayLike, corner: ArrayLike, anchor: ArrayLike, stride: float) -> np.ndarray:
    """Return the box xyxy (4,) that tx, ty, tw, th make of an anchor."""
    move = np.asarray(move, np.float64)
    middle = np.asarray(corner) + stride / (1 + np.exp(-move[:2]))
    return _corners(middle, np.asarray(anchor) * np.exp(move[2:]))


def distances(box: ArrayLike, middle: ArrayLike, stride: float) -> Numbers:
    """Return how far a point `middle` is from the left, top, right and bottom edge of a box, in strides."""
    box, middle = np.asarray(box, np.float64), np.asarray(middle)
    return _four((middle - box[:2]) / stride, (box[2:] - middle) / stride)


def from_distances(ltrb: ArrayLike, middle: ArrayLike, stride: float) -> np.ndarray:
    """Return the box xyxy (4,) whose edges are so many strides from a point."""
    ltrb, middle = np.asarray(ltrb, np.float64), np.asarray(middle)
    return np.concatenate([middle - ltrb[:2] * stride, middle + ltrb[2:] * stride])


def offsets(box: ArrayLike, default: ArrayLike) -> Numbers:
    """Return the four numbers by which an SSD moves and stretches a default box xyxy into a box.

    (Δx / w) / 0.1, (Δy / h) / 0.1, ln(w' / w) / 0.2, ln(h' / h) / 0.2 (Liu et al., 2016, and its code).
    """
    (middle, size), (from_, base) = _middle_size(box), _middle_size(default)
    x, y, w, h = ssd.VARIANCE
    return _four((middle - from_) / base / (x, y), np.log(size / base) / (w, h))


def from_offsets(move: ArrayLike, default: ArrayLike) -> np.ndarray:
    """Return the box xyxy (4,) that four numbers of an SSD make of a default box xyxy."""
    move, (from_, base) = np.asarray(move, np.float64) * ssd.VARIANCE, _middle_size(default)
    return _corners(from_ + move[:2] * base, base * np.exp(move[2:]))


def best_default(layout: ssd.Layout, box: ArrayLike, wh: tuple[int, int]) -> tuple[int, int, float]:
    """Return map, place in the map, and IoU of the default box over a photo `wh` that fits a box best."""
    box = np.asarray([box], np.float32)
    overlaps = [iou(anchors.corners(layout, level, wh), box)[:, 0] for level in range(len(layout.maps))]
    level = int(np.argmax([found.max() for found in overlaps]))
    at = int(overlaps[level].argmax())
    return level, at, float(overlaps[level][at])


def _middle_size(box: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    box = np.asarray(box, np.float64)
    return (box[:2] + box[2:]) / 2, box[2:] - box[:2]


def _corners(middle: np.ndarray, size: np.ndarray) -> np.ndarray:
    return np.concatenate([middle - size / 2, middle + size / 2])


def _four(first: np.ndarray, second: np.ndarray) -> Numbers:
    return (*map(float, first), *map(float, second))
