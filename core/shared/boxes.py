"""Boxes as xyxy in pixels, float32: overlap, and which of many boxes on one thing to keep."""

from dataclasses import dataclass

import numpy as np

EMPTY = np.zeros((0, 4), np.float32)


def area(boxes: np.ndarray) -> np.ndarray:
    """Return the areas (n,) of boxes (n, 4); a box turned inside out has none."""
    return np.maximum(boxes[:, 2] - boxes[:, 0], 0) * np.maximum(boxes[:, 3] - boxes[:, 1], 0)


def intersection(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Return the areas (n, m) that each box of a (n, 4) shares with each of b (m, 4)."""
    low, high = np.maximum(a[:, None, :2], b[None, :, :2]), np.minimum(a[:, None, 2:], b[None, :, 2:])
    return np.maximum(high - low, 0).prod(2)


def iou(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Return intersection over union (n, m) in 0..1 of boxes a (n, 4) and b (m, 4), 0 for empty ones."""
    shared = intersection(a, b)
    union = area(a)[:, None] + area(b)[None] - shared
    return np.divide(shared, union, out=np.zeros_like(shared), where=union > 0)


def giou(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Return generalised IoU (n, m) in −1..1: IoU − share of the hull that is in neither box.

    Rezatofighi et al., 2019. Unlike IoU it tells boxes that nearly touch from boxes far apart.
    """
    shared = intersection(a, b)
    union = area(a)[:, None] + area(b)[None] - shared
    low, high = np.minimum(a[:, None, :2], b[None, :, :2]), np.maximum(a[:, None, 2:], b[None, :, 2:])
    hull = np.maximum(high - low, 0).prod(2)
    overlap = np.divide(shared, union, out=np.zeros_like(shared), where=union > 0)
    return overlap - np.divide(hull - union, hull, out=np.zeros_like(hull), where=hull > 0)


@dataclass(frozen=True)
class Struck:
    """What non-maximum suppression did with n boxes, in the order it looked at them.

    `order` (n,) are the boxes from the highest score down; `by` (n,) the box that struck each of them out, −1
    for a box that is kept; `overlap` (n,) the IoU with that box, 0 for a box that is kept.
    """

    order: np.ndarray
    by: np.ndarray
    overlap: np.ndarray

    @property
    def kept(self) -> np.ndarray:
        """The indices of the boxes that are kept, best first."""
        return self.order[self.by < 0]


def strike(
    boxes: np.ndarray, scores: np.ndarray, iou_threshold: float, class_ids: np.ndarray | None = None
) -> Struck:
    """Keep the best box, strike out those that overlap it by more than `iou_threshold`, go on with the rest.

    Boxes (n, 4), scores (n,); with `class_ids` (n,) only boxes of one class strike each other out.
    """
    order = np.argsort(-scores, kind="stable")
    by, overlap = np.full(len(order), -1), np.zeros(len(order), np.float32)
    sorted_boxes = boxes[order]
    sorted_classes = np.zeros(len(order), int) if class_ids is None else class_ids[order]
    open_ = np.ones(len(order), bool)
    for i in range(len(order)):
        if not open_[i]:
            continue
        later = np.flatnonzero(open_[i + 1 :] & (sorted_classes[i + 1 :] == sorted_classes[i])) + i + 1
        found = iou(sorted_boxes[i : i + 1], sorted_boxes[later])[0]
        hit = later[found > iou_threshold]
        open_[hit], by[hit], overlap[hit] = False, order[i], found[found > iou_threshold]
    return Struck(order, by, overlap)


def nms(
    boxes: np.ndarray, scores: np.ndarray, iou_threshold: float, class_ids: np.ndarray | None = None
) -> np.ndarray:
    """Return the indices of the boxes that non-maximum suppression keeps, best first; see `strike`."""
    return strike(boxes, scores, iou_threshold, class_ids).kept


def soft_nms(boxes: np.ndarray, scores: np.ndarray, sigma: float = 0.5) -> np.ndarray:
    """Return scores (n,) lowered by exp(−IoU²/σ) for each better box that overlaps (Bodla et al., 2017).

    Nothing is struck out: a neighbour that overlaps a better box only loses trust.
    """
    left, lowered = np.ones(len(scores), bool), scores.astype(np.float64)
    overlaps = iou(boxes, boxes)
    for _ in range(len(scores)):
        best = np.flatnonzero(left)[lowered[left].argmax()]
        left[best] = False
        lowered[left] *= np.exp(-(overlaps[best, left] ** 2) / sigma)
    return lowered.astype(np.float32)
