"""What the learner says is in the photo, and the model's boxes measured against it."""

import json
from dataclasses import dataclass

import numpy as np

from core.detection.infer import Detections
from core.detection.metrics import Found, curve, match
from core.shared import link_values
from core.shared.boxes import EMPTY, iou

MOST = 40
"""boxes a learner may draw in a photo"""
SMALLEST = 4
"""pixels: smaller boxes are slips of the hand"""
SAMPLES = {
    "cat": (("cat", 0.05, 0.0, 0.87, 1.0),),
    "coffee": (("cup", 0.288, 0.04, 0.69, 0.77),),
    "bus": (
        ("bus", 0.02, 0.21, 1.0, 0.685),
        ("person", 0.06, 0.37, 0.3, 0.835),
        ("person", 0.28, 0.375, 0.43, 0.79),
        ("person", 0.83, 0.37, 1.0, 0.81),
        ("person", 0.0, 0.52, 0.095, 0.79),
    ),
    "zidane": (
        ("person", 0.096, 0.275, 0.868, 1.0),
        ("person", 0.58, 0.06, 0.897, 1.0),
    ),
    "astronaut": (("person", 0.02, 0.03, 0.71, 1.0),),
}
"""true boxes of some sample photos, drawn by hand: label, then xyxy in shares of the picture"""


@dataclass(frozen=True)
class Drawn:
    """True boxes xyxy (n, 4) in the photo's pixels, float32, and their labels (n)."""

    xyxy: np.ndarray
    labels: tuple[str, ...]

    def as_found(self, names: tuple[str, ...]) -> Found:
        """Return them with class ids that count through `names`; −1 for a label that is not among these."""
        ids = [names.index(label) if label in names else -1 for label in self.labels]
        return Found(self.xyxy, np.array(ids, int))


def write(drawn: Drawn) -> str:
    """Write boxes as JSON: [x1, y1, x2, y2, label] each."""
    rows = zip(drawn.xyxy, drawn.labels, strict=True)
    return json.dumps(
        [[*(round(float(v), 1) for v in box), label] for box, label in rows], ensure_ascii=False
    )


def read(text: str, wh: tuple[int, int]) -> Drawn:
    """Return the boxes that `write` wrote, cut to a picture `wh`; what makes no sense is left out."""
    kept = []
    for row in link_values.rows(text):
        if not isinstance(row, list) or len(row) != 5 or not isinstance(row[4], str):
            continue
        if not all(isinstance(v, int | float) and np.isfinite(v) for v in row[:4]):
            continue
        box = np.clip(row[:4], 0, [*wh, *wh])
        if min(box[2:] - box[:2]) >= SMALLEST:
            kept.append((box, row[4]))
    kept = kept[:MOST]
    return Drawn(np.array([b for b, _ in kept], np.float32).reshape(-1, 4), tuple(label for _, label in kept))


def only_copies(drawn: Drawn, found: Detections) -> bool:
    """Tell whether all drawn boxes are the model's own as `write` rounds them: nobody has corrected any."""
    away = np.abs(drawn.xyxy[:, None] - found.xyxy[None]).max(2, initial=0)  # (n, m) pixels
    same = np.array(drawn.labels, object)[:, None] == np.array(found.labels, object)[None]
    return bool(((away < 0.1) & same).any(1).all()) and len(drawn.labels) > 0


def of_sample(name: str, wh: tuple[int, int], names: tuple[str, ...]) -> Drawn:
    """Return a sample's true boxes, those with a label among `names`; none for a photo without any."""
    rows = [row for row in SAMPLES.get(name, ()) if row[0] in names]
    xyxy = np.array([row[1:] for row in rows], np.float32).reshape(-1, 4) * np.float32([*wh, *wh])
    return Drawn(xyxy if rows else EMPTY, tuple(row[0] for row in rows))


@dataclass(frozen=True)
class Outcome:
    """The model's boxes (n), best first, against m true ones at one IoU threshold.

    `takes` (n,) is the true box that each found, −1 for a false alarm; `nearest` (n,) the true box of its
    class that it overlaps most, −1 for none, and `overlap` (n,) that IoU; `missed` the true boxes not found.
    """

    takes: np.ndarray
    nearest: np.ndarray
    overlap: np.ndarray
    missed: np.ndarray

    @property
    def counts(self) -> tuple[int, int, int]:
        """True positives, false positives (false alarms) and false negatives (missed)."""
        hits = int((self.takes >= 0).sum())
        return hits, len(self.takes) - hits, len(self.missed)


def outcome(found: Detections, truth: Found, threshold: float) -> Outcome:
    """Say of each box whether it found something: same class, IoU ≥ `threshold`, not found before."""
    n, m = len(found.scores), len(truth.xyxy)
    takes, nearest, overlap = np.full(n, -1), np.full(n, -1), np.zeros(n, np.float32)
    for class_id in np.unique(found.class_ids):
        mine, real = np.flatnonzero(found.class_ids == class_id), np.flatnonzero(truth.class_ids == class_id)
        if not len(real):
            continue
        overlaps = iou(found.xyxy[mine], truth.xyxy[real])
        overlap[mine] = overlaps.max(1)
        nearest[mine] = np.where(overlaps.max(1) > 0, real[overlaps.argmax(1)], -1)
        taken = match(found.xyxy[mine], truth.xyxy[real], threshold)
        takes[mine] = np.where(taken >= 0, real[taken], -1)
    return Outcome(takes, nearest, overlap, np.setdiff1d(np.arange(m), takes))


@dataclass(frozen=True)
class Trade:
    """All boxes from the highest score (n,) down: precision, recall and F1 if one accepts that many."""

    scores: np.ndarray
    precision: np.ndarray
    recall: np.ndarray
    f1: np.ndarray

    def at(self, score: float) -> float:
        """Return F1 where boxes with more than `score` are accepted."""
        accepted = int((self.scores > score).sum())
        return float(self.f1[accepted - 1]) if accepted else 0.0

    @property
    def best(self) -> float:
        """The highest F1 that any threshold gives."""
        return float(self.f1.max(initial=0.0))


def trade(found: Detections, truth: Found, threshold: float) -> Trade:
    """Return precision, recall and F1 over all classes for every number of accepted boxes."""
    predicted = Found(found.xyxy, found.class_ids, found.scores)
    curves = [curve([predicted], [truth], int(c), threshold) for c in np.unique(found.class_ids)]
    scores = np.concatenate([c.scores for c in curves] or [np.zeros(0)])
    hits = np.concatenate([c.hits for c in curves] or [np.zeros(0, bool)])
    order = np.argsort(-scores, kind="stable")
    scores, right = scores[order], hits[order].cumsum()
    accepted, real = np.arange(1, len(scores) + 1), len(truth.xyxy)
    return Trade(scores, right / accepted, right / max(real, 1), 2 * right / (accepted + real))
