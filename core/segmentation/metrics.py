"""How well two maps of classes agree, counted pixel by pixel."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Scores:
    """What a confusion matrix says; a class that is neither there nor predicted is NaN.

    `iou`, `precision` and `recall` (n,) are one a class; `mean_iou` and `pixel_accuracy` are shares.
    """

    iou: np.ndarray
    precision: np.ndarray
    recall: np.ndarray
    mean_iou: float
    pixel_accuracy: float


@dataclass(frozen=True)
class Overlap:
    """How two sets of pixels agree: all four are shares, NaN where they would be 0/0."""

    iou: float
    dice: float
    precision: float
    recall: float


def confusion(truth: np.ndarray, predicted: np.ndarray, classes: int) -> np.ndarray:
    """Return how many pixels of class i were called j, (classes, classes) int64.

    Pixels whose truth is not in 0..classes−1, such as void, do not count.
    """
    t, p = np.ravel(truth).astype(np.int64), np.ravel(predicted).astype(np.int64)
    counts = (t >= 0) & (t < classes)
    return np.bincount(t[counts] * classes + p[counts], minlength=classes**2).reshape(classes, classes)


def scores(matrix: np.ndarray) -> Scores:
    """Return what a confusion matrix (n, n), truth in rows, says; the mean is over classes that occur."""
    right, truth, said = matrix.diagonal(), matrix.sum(1), matrix.sum(0)
    with np.errstate(divide="ignore", invalid="ignore"):
        iou = right / (truth + said - right)
        precision, recall = right / said, right / truth
    return Scores(iou, precision, recall, float(np.nanmean(iou)), float(right.sum() / matrix.sum()))


def overlap(truth: np.ndarray, predicted: np.ndarray) -> Overlap:
    """Return how two masks (H, W) of bool agree."""
    both, t, p = (int(np.count_nonzero(m)) for m in (truth & predicted, truth, predicted))

    def share(a: float, b: float) -> float:
        return a / b if b else float("nan")

    return Overlap(share(both, t + p - both), share(2 * both, t + p), share(both, p), share(both, t))
