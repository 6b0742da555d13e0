"""Where gravity points in a recording, and the recording turned so that it points as in the training.

The people of the training (HAPT) wore the phone sideways at the belt: for who stands or walks, up is along x.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.activity import signals
from core.activity.recording import Recording

UP = np.array([1.0, 0.0, 0.0])
"""where up is in the phone's axes for somebody upright, in the training"""
NEAR = 40.0
"""degrees: so far the people of the training lean, and phones hang askew"""
WEIGHTLESS_MS2 = 3.0
"""below it gravity was taken out of the recording"""
AXES = ("+x", "-x", "+y", "-y", "+z", "-z")


@dataclass(frozen=True)
class Upward:
    """Which way is up most of the time: `direction` (3,), a unit; nearest of AXES; degrees from UP."""

    direction: NDArray[np.float64]
    axis: str
    degrees: float

    @property
    def as_trained(self) -> bool:
        """Whether somebody upright in the training looks like that."""
        return self.degrees <= NEAR


def upward(recording: Recording) -> Upward:
    """Return which way is up: the direction of the median over seconds of the acceleration at rest.

    A recording without gravity tells nothing, and counts as one of the training's.
    """
    gravity = np.median(signals.parts(recording.accel_ms2, recording.rate_hz).gravity, axis=0)
    size = float(np.linalg.norm(gravity))
    if size < WEIGHTLESS_MS2:
        return Upward(UP, "+x", 0.0)
    direction = gravity / size
    largest = int(np.abs(direction).argmax())
    axis = f"{'+' if direction[largest] > 0 else '-'}{'xyz'[largest]}"
    degrees = float(np.degrees(np.arccos(np.clip(direction @ UP, -1, 1))))
    return Upward(direction, axis, degrees)


def apart(ups: Sequence[Upward]) -> float:
    """Return the largest angle between any two directions, degrees in 0..180."""
    directions = np.array([up.direction for up in ups])
    return float(np.degrees(np.arccos(np.clip(directions @ directions.T, -1, 1).min())))


def rotation(direction: NDArray[np.floating]) -> NDArray[np.float64]:
    """Return the shortest rotation (3, 3) from a direction to UP (Rodrigues); half a turn is about z."""
    cosine = float(direction @ UP)
    if cosine < -0.999999:
        return signals.turn(z=180)
    x, y, z = np.cross(direction, UP)
    cross = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    return np.eye(3) + cross + cross @ cross / (1 + cosine)


def turned_upright(recording: Recording) -> Recording:
    """Return a recording as if the phone had been worn as in the training: one rotation for all of it."""
    return signals.turned(recording, rotation(upward(recording).direction))
