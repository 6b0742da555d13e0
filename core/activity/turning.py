"""The same movement with the phone turned: what a network says of it at every angle."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.activity import infer, signals
from core.activity.windows import LENGTH, Windows

AXES = ("x", "y", "z")
ANGLES = tuple(range(-180, 181, 15))
MOST_WINDOWS = 40
"""of a long recording, evenly chosen: 75 turns of each are a lot of windows"""


@dataclass(frozen=True)
class Turned:
    """Probabilities (3 axes, A angles, W windows, 6) of one model."""

    probabilities: NDArray[np.float64]

    @property
    def tops(self) -> NDArray[np.intp]:
        """The most probable activity (3, A, W)."""
        return self.probabilities.argmax(-1)

    def shares(self, expected: NDArray[np.integer]) -> NDArray[np.float64]:
        """Return the part of the windows answered as expected (W,), at each axis and angle (3, A)."""
        return (self.tops == expected).mean(-1)

    @property
    def unturned(self) -> NDArray[np.intp]:
        """The most probable activity (W,) of the phone as it was."""
        return self.tops[0, ANGLES.index(0)]


def some(cut: Windows, most: int = MOST_WINDOWS) -> Windows:
    """Return all windows, or `most` of them spread evenly over the recording."""
    if len(cut.start_s) <= most:
        return cut
    chosen = np.linspace(0, len(cut.start_s) - 1, most).round().astype(int)
    return Windows(cut.start_s[chosen], cut.values[chosen])


def answers(cut: Windows, model: str) -> Turned:
    """Return what `model` says of windows turned by each angle about each axis; raise as `recognise` does."""
    turns = np.stack([signals.turn(**{axis: angle}) for axis in AXES for angle in ANGLES]).astype(np.float32)
    count, channels = cut.values.shape[:2]
    vectors = cut.values.reshape(count, channels // 3, 3, LENGTH)
    turned = np.einsum("fij,wsjt->fwsit", turns, vectors).reshape(-1, channels, LENGTH)
    rows = infer.name_windows(Windows(np.tile(cut.start_s, len(turns)), turned), model)
    return Turned(rows.reshape(len(AXES), len(ANGLES), count, -1))
