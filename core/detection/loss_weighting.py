"""One number to learn from two goals: α · classification + (1 − α) · localisation."""

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Guess:
    """A predicted box: the probability in 0..1 of the right class, and its IoU in 0..1 with the true box."""

    probability: float
    iou: float

    @property
    def classification(self) -> float:
        """How wrong the name is: −ln p, the cross-entropy."""
        return -math.log(self.probability)

    @property
    def localisation(self) -> float:
        """How wrong the place is: 1 − IoU, the IoU loss."""
        return 1 - self.iou

    def loss(self, alpha: float) -> float:
        """Return α · classification + (1 − α) · localisation for α in 0..1."""
        return alpha * self.classification + (1 - alpha) * self.localisation


NAMED = Guess(0.9, 0.4)
"""the right name on a box that sits badly"""
PLACED = Guess(0.5, 0.85)
"""a box that sits well with an unsure name"""


def tie(a: Guess, b: Guess) -> float | None:
    """Return the α in 0..1 at which two guesses lose the same, None where one is better for every α."""
    name, place = a.classification - b.classification, b.localisation - a.localisation
    if name + place == 0:
        return None
    alpha = place / (name + place)
    return alpha if 0 <= alpha <= 1 else None
