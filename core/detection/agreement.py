"""Two detectors on one photo: which of their boxes mean the same thing."""

from dataclasses import dataclass

import numpy as np

from core.detection.infer import Detections
from core.shared.boxes import iou

SAME = 0.5
"""IoU from which two boxes with one name mean the same thing"""


@dataclass(frozen=True)
class Agreement:
    """Pairs (k, 2) of boxes, one of either detector, their IoU (k,), and how many boxes each has in all."""

    pairs: np.ndarray
    iou: np.ndarray
    counts: tuple[int, int]

    @property
    def share(self) -> float:
        """The share of all things found that both found, in 0..1; NaN where nothing was found."""
        things = sum(self.counts) - len(self.pairs)
        return len(self.pairs) / things if things else float("nan")


def agreement(a: Detections, b: Detections, needed: float = SAME) -> Agreement:
    """Pair boxes with the same label and IoU ≥ `needed`, the highest IoU first, each box at most once."""
    overlap = iou(a.xyxy, b.xyxy) * (np.array(a.labels, object)[:, None] == np.array(b.labels, object)[None])
    overlap = overlap.astype(np.float32).reshape(len(a.labels), len(b.labels))
    pairs, found = [], []
    for at in np.argsort(-overlap, axis=None, kind="stable"):
        i, j = divmod(int(at), overlap.shape[1])
        if overlap[i, j] < needed:
            break
        if not any(i == k or j == m for k, m in pairs):
            pairs.append((i, j)), found.append(overlap[i, j])
    counts = (len(a.labels), len(b.labels))
    return Agreement(np.array(pairs, int).reshape(-1, 2), np.array(found, np.float32), counts)


def doubled(xyxy: np.ndarray, class_ids: np.ndarray) -> bool:
    """Tell whether two of the boxes (n, 4) with one class (n,) mean the same thing."""
    same = (class_ids[:, None] == class_ids[None]) & (iou(xyxy, xyxy) > SAME)
    return bool(np.triu(same, 1).any())
