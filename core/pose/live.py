"""Poses in a live picture: squats are counted, and a pose is copied."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from core.pose import body, figure, infer

BENT, STRAIGHT = 100.0, 155.0
"""degrees at the knee: below the first a squat begins, above the second it is over; with one limit alone its
noise would be counted again and again (hysteresis)"""


@dataclass(frozen=True)
class Squats:
    """How many squats there were, whether one is going on, the knee's angle in degrees (None: not seen)."""

    count: int = 0
    down: bool = False
    knee: float | None = None

    def step(self, angles: Mapping[str, float]) -> "Squats":
        """Return the count after a picture with these angles (`body.angles`); unseen knees change nothing."""
        seen = [angles[name] for name in ("left_knee", "right_knee") if name in angles]
        if not seen:
            return replace(self, knee=None)
        knee = float(np.mean(seen))
        if self.down and knee > STRAIGHT:
            return Squats(self.count + 1, False, knee)
        return Squats(self.count, self.down or knee < BENT, knee)


@dataclass(frozen=True)
class Look:
    """The surest person: points (33, 2) in shares of the picture, visibility (33,), angles and turns."""

    points: np.ndarray
    visibility: np.ndarray
    angles: dict[str, float]
    turns: dict[str, float]


def look(rgb: np.ndarray) -> Look | None:
    """Return the surest person in a picture (H, W, 3) uint8, or None; raise WeightsUnavailable."""
    found = infer.find(rgb, most=1).bodies
    if not found:
        return None
    first, wh = found[0], np.float32([rgb.shape[1], rgb.shape[0]])
    seen = np.where(body.in_picture(first.points, wh), first.visibility, 0)
    return Look(first.points / wh, seen, body.angles(first.points, seen), body.turns(first.points, seen))


def copied(turns: Mapping[str, float], target: str) -> tuple[dict[str, float], bool]:
    """Return how far each joint is from a pose of TARGETS, in degrees; whether all are seen and close."""
    wanted = figure.wanted(target)
    off = body.differences(dict(turns), wanted)
    return off, len(off) == len(wanted) and max(off.values()) <= figure.CLOSE
