"""Two boxes and all that is counted from where they lie."""

from dataclasses import dataclass

import numpy as np

from core.shared import boxes

SMALLEST = 8
"""pixels: no side of a box that is dragged gets smaller"""
AWAY = 0.4
"""the model's box begins so many of the true one's widths beside it"""
GOAL = (0.45, 0.55)
"""the IoU that the challenge asks for"""
PRESETS = {
    "start": ((0.18, 0.2, 0.62, 0.7), (0.42, 0.36, 0.86, 0.86)),
    "apart": ((0.08, 0.2, 0.4, 0.7), (0.6, 0.3, 0.92, 0.8)),
    "touching": ((0.14, 0.25, 0.5, 0.75), (0.5, 0.25, 0.86, 0.75)),
    "inside": ((0.1, 0.1, 0.9, 0.9), (0.35, 0.35, 0.65, 0.65)),
    "same": ((0.25, 0.2, 0.75, 0.8), (0.25, 0.2, 0.75, 0.8)),
}
"""the true box and the model's, in shares of the picture"""

Pair = tuple[tuple[int, int, int, int], tuple[int, int, int, int]]


@dataclass(frozen=True)
class Overlap:
    """A true box and a model's: areas in px², IoU in 0..1, GIoU in −1..1.

    `precision` is the share of the model's box that lies in the true one, `recall` the share of the true one
    that is covered. Both are about area; those of detections count boxes.
    """

    truth: float
    model: float
    shared: float
    union: float
    iou: float
    giou: float
    precision: float
    recall: float


def compare(truth: tuple[float, ...], model: tuple[float, ...]) -> Overlap:
    """Measure how two boxes xyxy, neither empty, lie to each other."""
    a, b = (np.array([box], np.float64) for box in (truth, model))
    size_a, size_b = float(boxes.area(a)[0]), float(boxes.area(b)[0])
    shared = float(boxes.intersection(a, b)[0, 0])
    return Overlap(
        size_a,
        size_b,
        shared,
        size_a + size_b - shared,
        float(boxes.iou(a, b)[0, 0]),
        float(boxes.giou(a, b)[0, 0]),
        shared / size_b,
        shared / size_a,
    )


def preset(name: str, wh: tuple[int, int]) -> Pair:
    """Return a preset's two boxes in whole pixels of a picture `wh`."""
    first, second = (tuple(round(share * wh[i % 2]) for i, share in enumerate(box)) for box in PRESETS[name])
    return first, second


def write(pair: Pair) -> str:
    """Write two boxes as eight numbers with points between them."""
    return ".".join(str(round(value)) for box in pair for value in box)


def beside(box: tuple[float, ...], wh: tuple[int, int]) -> Pair:
    """Return a true box xyxy, in whole pixels of a picture `wh`, and a model's that only partly fits it."""
    w, h = wh
    x1, y1 = min(max(round(box[0]), 0), w - SMALLEST), min(max(round(box[1]), 0), h - SMALLEST)
    x2, y2 = max(min(round(box[2]), w), x1 + SMALLEST), max(min(round(box[3]), h), y1 + SMALLEST)
    dx = round((x2 - x1) * AWAY) * (1 if x1 + x2 < w else -1)  # towards the side with more room
    dy = round((y2 - y1) * AWAY / 2) * (1 if y1 + y2 < h else -1)
    moved = max(x1 + dx, 0), max(y1 + dy, 0), min(x2 + dx, w), min(y2 + dy, h)
    return (x1, y1, x2, y2), moved


def read(text: str, wh: tuple[int, int], start: Pair | None = None) -> Pair:
    """Return the boxes that `write` wrote, cut to a picture `wh`; else those to `start` with."""
    start = start or preset("start", wh)
    parts = text.split(".")
    if len(parts) != 8 or not all(part.isdecimal() and len(part) < 6 for part in parts):
        return start
    values = [min(int(part), wh[i % 2]) for i, part in enumerate(parts)]
    first, second = tuple(values[:4]), tuple(values[4:])
    if any(min(box[2] - box[0], box[3] - box[1]) < SMALLEST for box in (first, second)):
        return start
    return first, second
