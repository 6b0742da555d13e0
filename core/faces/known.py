"""Which finds to believe: against faces that are known, or against a second finder."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.shared.boxes import EMPTY, iou

SAMPLES: dict[str, tuple[tuple[float, float, float, float], ...]] = {
    "astronaut": ((0.336, 0.129, 0.543, 0.336),),
    "zidane": ((0.395, 0.35, 0.535, 0.6), (0.714, 0.16, 0.834, 0.39)),
    "bus": ((0.127, 0.378, 0.204, 0.443), (0.321, 0.37, 0.398, 0.427)),
    "cameraman": ((0.383, 0.236, 0.541, 0.395),),
    "cat": (),
    "coffee": (),
    "brick": (),
}
"""faces of sample photos, xyxy in shares of the photo; one that is cut off at the edge is left out"""
SAME = 0.3
"""intersection over union from which two boxes mean one face"""


@dataclass(frozen=True)
class Judged:
    """Each find's state (n), and how many known faces were found.

    A state is "right" or "wrong" where faces are known; else "agreed" where a second finder confirms a find,
    "unchecked" where the finder alone is sure, or "doubtful". `known` is how many faces there are, None where
    nobody knows.
    """

    states: tuple[str, ...]
    found: int
    known: int | None

    def count(self, state: str) -> int:
        """Return how many finds are in a state."""
        return self.states.count(state)


def judge(boxes: NDArray[np.floating], sample: str, second: NDArray[np.floating] | None = None) -> Judged:
    """Judge finds (n, 4) in shares of a photo: against the faces of a known sample, else a second finder.

    `second` are that one's boxes (m, 4) in shares; where there is none, every find is doubtful.
    """
    boxes = np.float32(boxes).reshape(-1, 4)
    if sample in SAMPLES:
        truth = np.float32(SAMPLES[sample]).reshape(-1, 4)
        overlap = iou(boxes, truth) > SAME
        states = tuple("right" if hit else "wrong" for hit in overlap.any(1))
        return Judged(states, int(overlap.any(0).sum()), len(truth))
    overlap = iou(boxes, np.float32(second) if second is not None and len(second) else EMPTY) > SAME
    return Judged(tuple("agreed" if hit else "doubtful" for hit in overlap.any(1)), 0, None)
