"""One funnel of boxes, counted in one place: what a network gives, and what each step leaves of it."""

from collections.abc import Collection
from dataclasses import dataclass

from core.detection import infer
from core.detection.infer import Candidates


@dataclass(frozen=True)
class Funnel:
    """How many boxes there are after each step.

    `given` the network gives for any photo, whatever it shows. `answers` have a score above `infer.FLOOR`: a
    box with two names counts twice, so that is one a name. `above` pass the score threshold, `kept` pass
    non-maximum suppression, `shown` are of a class that is switched on.
    """

    given: int
    answers: int
    above: int
    kept: int
    shown: int


def count(found: Candidates, score: float, iou: float, off: Collection[str] = ()) -> Funnel:
    """Count the boxes of a photo after each step; `off` are labels that are not shown."""
    kept = infer.choose(found, score, iou, len(found.scores)).labels
    shown = sum(label not in off for label in kept)
    return Funnel(found.given, found.answers, int((found.scores > score).sum()), len(kept), shown)
