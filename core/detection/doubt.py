"""Below which score a box is more likely wrong than right: what a page says as found, and what with doubt."""

from collections.abc import Iterable

from core.detection.infer import Detections

UNSURE_BELOW = {"yolov3_tiny": 0.58, "everyday_yolo": 0.45, "everyday_ssd": 0.38}
"""measured by `core.train.official.calibrate_detector` on the validation photos of everyday photos"""
OTHERS = 0.5
"""for a detector that has not been measured: rather too careful"""


def unsure_below(model: str) -> float:
    """Return the score below which boxes of a detector were wrong more often than right."""
    return UNSURE_BELOW.get(model, OTHERS)


def called(names: Iterable[str], scores: Iterable[float], model: str) -> list[str]:
    """Return what boxes are called: their names, with a question mark where a detector is in doubt."""
    limit = unsure_below(model)
    return [name + "?" * bool(score < limit) for name, score in zip(names, scores, strict=True)]


def split(found: Detections, model: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the labels of the boxes that are said as found, and of those that are said with doubt."""
    sure = found.scores >= unsure_below(model)
    both = zip(found.labels, sure, strict=True)
    labels = {True: [], False: []}
    for label, is_sure in both:
        labels[bool(is_sure)].append(label)
    return tuple(labels[True]), tuple(labels[False])
