"""Find things in a photo: the network once, then thresholds as often as one likes."""

from dataclasses import dataclass, replace

import numpy as np

from core.detection import anchored, models, single_output, ssd
from core.runtime import engine, registry
from core.shared import boxes, yolo

FLOOR = 0.01
"""boxes with a lower score are never looked at"""
MOST = 300
"""boxes that are shown at most, best first"""
LOOKED_AT = 600
"""boxes that pages work with, best first: what comes later hardly moves any figure"""


@dataclass(frozen=True)
class Candidates:
    """What non-maximum suppression starts from: boxes xyxy (n, 4) in the photo's pixels, best first.

    Boxes may reach beyond the photo, whose width and height are `wh`.

    `class_ids` (n,) count through `labels`, `scores` (n,) are in FLOOR..1, `network_ms` its time. The network
    gave `given` boxes before any score was looked at; `answers` of them, a box with two names counted twice,
    were above FLOOR (−1: as many as are here). `model` is its name.
    """

    xyxy: np.ndarray
    scores: np.ndarray
    class_ids: np.ndarray
    labels: tuple[str, ...]
    wh: tuple[int, int]
    network_ms: float = 0.0
    given: int = 0
    answers: int = -1
    model: str = ""

    def __post_init__(self) -> None:
        """Count the answers where nobody has."""
        if self.answers < 0:
            object.__setattr__(self, "answers", len(self.scores))

    def best(self, most: int) -> "Candidates":
        """Return the `most` with the highest scores; what was given and answered stays."""
        return replace(
            self, xyxy=self.xyxy[:most], scores=self.scores[:most], class_ids=self.class_ids[:most]
        )


@dataclass(frozen=True)
class Detections:
    """Boxes xyxy (n, 4) in pixels, float32, best first; scores (n,); class_ids (n,) and their names (n)."""

    xyxy: np.ndarray
    scores: np.ndarray
    class_ids: np.ndarray
    labels: tuple[str, ...]


def candidates(rgb: np.ndarray, model: str, floor: float = FLOOR, once: bool = False) -> Candidates:
    """Return every box a network sees in a photo (H, W, 3) uint8 with a score above `floor`.

    `once` spares networks that would look a second time, at a smaller copy, that look.

    Raises: KeyError for a name that is no detector; WeightsUnavailable.
    """
    look = _anchored if model in models.ANCHORED else _ssd if models.family(model) == "ssd" else _yolo
    look = _once if once and model in models.ANCHORED else look
    (xyxy, scores, class_ids), milliseconds, given = look(rgb, model, floor)
    order = np.argsort(-scores, kind="stable")
    labels, wh = registry.get_spec(model).labels, (rgb.shape[1], rgb.shape[0])
    xyxy, scores, class_ids = (
        xyxy[order].astype(np.float32),
        scores[order].astype(np.float32),
        class_ids[order],
    )
    return Candidates(xyxy, scores, class_ids, labels, wh, milliseconds, given, model=model)


Boxes = tuple[np.ndarray, np.ndarray, np.ndarray]
"""boxes xyxy (n, 4), scores (n,) and classes (n,)"""


def _yolo(rgb: np.ndarray, model: str, floor: float) -> tuple[Boxes, float, int]:
    x, (scale_x, scale_y, left, top) = yolo.letterbox(rgb, registry.get_spec(model).input_shape[-1])
    found, milliseconds = engine.predictor(model, single_output.yolo).timed(x)
    distances, logits = np.split(found[0], [4 * yolo.BINS])
    xyxy, scores, class_ids = yolo.decode(distances, logits, x.shape[2:], floor)
    scale = np.float32([scale_x, scale_y, scale_x, scale_y])
    xyxy = (xyxy - np.float32([left, top, left, top])) / scale
    return (xyxy, scores, class_ids), milliseconds, logits.shape[1]


def _anchored(rgb: np.ndarray, model: str, floor: float) -> tuple[Boxes, float, int]:
    (first, ms, given), (again, again_ms, more) = (_look(rgb, model, floor, *each) for each in anchored.LOOKS)
    new = anchored.unseen(first, again, anchored.LARGE * max(rgb.shape[:2]))
    both = tuple(np.concatenate([a, b[new]]) for a, b in zip(first, again, strict=True))
    return both, ms + again_ms, given + more


def _once(rgb: np.ndarray, model: str, floor: float) -> tuple[Boxes, float, int]:
    return _look(rgb, model, floor, *anchored.LOOKS[0])


def _look(rgb: np.ndarray, model: str, floor: float, side: int, longest: int) -> tuple[Boxes, float, int]:
    x, (scale, left, top) = anchored.view(rgb, side, longest)
    found, milliseconds = engine.predictor(model).timed(x)
    xyxy, scores, class_ids = anchored.decode(found[0], x.shape[2:], floor)
    xyxy = (xyxy - np.float32([left, top, left, top])) / scale
    return (xyxy, scores, class_ids), milliseconds, len(found[0])


def _ssd(rgb: np.ndarray, model: str, floor: float) -> tuple[Boxes, float, int]:
    layout = models.LAYOUTS[model]
    x = ssd.view(rgb, layout)
    found, milliseconds = engine.predictor(model, single_output.ssd).timed(x)
    moves, logits = np.split(found[0], [4], 1)
    xyxy, scores, columns = ssd.decode(moves, logits, layout, floor)
    class_of = models.class_of_column(model)
    known = class_of[columns] >= 0  # some columns are classes that COCO never labelled
    h, w = rgb.shape[:2]
    xyxy = (xyxy * np.float32([w, h, w, h]))[known]
    return (xyxy, scores[known], class_of[columns][known]), milliseconds, len(moves)


def choose(
    found: Candidates, score_threshold: float = 0.25, iou_threshold: float = 0.45, most: int = MOST
) -> Detections:
    """Return the candidates above a score that non-maximum suppression within each class keeps."""
    sure = found.scores > score_threshold
    xyxy, scores, class_ids = found.xyxy[sure], found.scores[sure], found.class_ids[sure]
    kept = boxes.nms(xyxy, scores, iou_threshold, class_ids)[:most]
    inside = np.clip(xyxy[kept], 0, np.float32(found.wh * 2))
    return Detections(inside, scores[kept], class_ids[kept], tuple(found.labels[i] for i in class_ids[kept]))


def shown(found: Candidates, score_threshold: float, iou_threshold: float) -> Detections:
    """Return what a page shows: the suppression's choice among the boxes that pages work with."""
    return choose(found.best(LOOKED_AT), score_threshold, iou_threshold, LOOKED_AT)


def detect(
    rgb: np.ndarray, model: str, score_threshold: float = 0.25, iou_threshold: float = 0.45
) -> Detections:
    """Return what a network finds in a photo (H, W, 3) uint8, after non-maximum suppression.

    Raises: KeyError for a name that is no detector; WeightsUnavailable.
    """
    return choose(candidates(rgb, model), score_threshold, iou_threshold)
