"""How good are the boxes? Matched with the truth: precision, recall, AP, mAP and AR, counted as COCO does."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.shared.boxes import iou

THRESHOLDS = np.linspace(0.5, 0.95, 10)
RECALLS = np.linspace(0, 1, 101)
MOST = 100
"""boxes a picture and class that count, best first"""


@dataclass(frozen=True)
class Found:
    """The boxes in one picture: xyxy (n, 4), class_ids (n,), and for a network's boxes scores (n,)."""

    xyxy: np.ndarray
    class_ids: np.ndarray
    scores: np.ndarray | None = None


@dataclass(frozen=True)
class Curve:
    """One class at one IoU threshold: its boxes from the highest score down, precision and recall so far."""

    scores: np.ndarray
    hits: np.ndarray
    precision: np.ndarray
    recall: np.ndarray
    truths: int

    @property
    def average_precision(self) -> float:
        """The area under precision against recall, read off at 101 recalls; NaN without any truth."""
        if not self.truths:
            return float("nan")
        falling = np.maximum.accumulate(self.precision[::-1])[::-1]
        at = np.searchsorted(self.recall, RECALLS)
        return float(np.append(falling, 0.0)[np.minimum(at, len(falling))].mean())


@dataclass(frozen=True)
class Scores:
    """AP (thresholds, classes) and best recall (thresholds, classes), NaN for a class that does not occur."""

    class_ids: np.ndarray
    average_precision: np.ndarray
    recall: np.ndarray

    @property
    def map(self) -> float:
        """Mean AP over classes and the IoU thresholds 0.5 to 0.95."""
        return _mean(self.average_precision)

    @property
    def map50(self) -> float:
        """Mean AP over classes where IoU ≥ 0.5 counts as found."""
        return _mean(self.average_precision[0])

    @property
    def ar(self) -> float:
        """Mean over classes and thresholds of the highest recall (average recall, AR)."""
        return _mean(self.recall)


def _mean(values: np.ndarray) -> float:
    return float(np.nanmean(values)) if np.isfinite(values).any() else float("nan")


def match(found: np.ndarray, truths: np.ndarray, threshold: float) -> np.ndarray:
    """Return for each box (n, 4), best first, the truth (m, 4) it takes, −1 for a false alarm.

    A box takes the truth that it overlaps most among those not taken yet, if IoU ≥ `threshold`.
    """
    overlaps, taken = iou(found, truths), np.full(len(found), -1)
    for i in range(len(found)):
        free = np.where(np.isin(np.arange(len(truths)), taken), -1.0, overlaps[i])
        # Of equal overlaps the last one, as COCO's own code does.
        best = len(free) - 1 - int(free[::-1].argmax()) if len(free) else -1
        if best >= 0 and free[best] >= threshold:
            taken[i] = best
    return taken


def curve(predictions: Sequence[Found], truths: Sequence[Found], class_id: int, threshold: float) -> Curve:
    """Return one class's precision and recall as its boxes are accepted one by one, over all pictures."""
    scores, hits, count = [np.zeros(0)], [np.zeros(0, bool)], 0
    for predicted, truth in zip(predictions, truths, strict=True):
        mine, real = predicted.class_ids == class_id, truth.xyxy[truth.class_ids == class_id]
        order = np.argsort(-predicted.scores[mine], kind="stable")[:MOST]
        taken = match(predicted.xyxy[mine][order], real, threshold)
        scores.append(predicted.scores[mine][order]), hits.append(taken >= 0)
        count += len(real)
    score, hit = np.concatenate(scores), np.concatenate(hits)
    order = np.argsort(-score, kind="stable")
    score, hit = score[order], hit[order]
    right = hit.cumsum()
    precision, recall = right / np.arange(1, len(hit) + 1), right / max(count, 1)
    return Curve(score, hit, precision, recall, count)


def evaluate(predictions: Sequence[Found], truths: Sequence[Found]) -> Scores:
    """Return AP and recall of every class that occurs in the pictures, one `Found` each, as pycocotools does.

    All sizes of boxes count, none is marked as a crowd.
    """
    classes = np.unique(np.concatenate([f.class_ids for f in (*predictions, *truths)] or [np.zeros(0, int)]))
    precision = np.full((len(THRESHOLDS), len(classes)), np.nan)
    recall = precision.copy()
    for j, class_id in enumerate(classes):
        for i, threshold in enumerate(THRESHOLDS):
            found = curve(predictions, truths, class_id, threshold)
            precision[i, j] = found.average_precision
            if found.truths:
                recall[i, j] = found.recall[-1] if len(found.recall) else 0.0
    return Scores(classes, precision, recall)
