"""What was measured while a bundled pair learnt, as the card of its ages says it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.gan import models
from core.runtime import cards


@dataclass(frozen=True)
class History:
    """A training: A ages of the generator, and the losses of both networks at L steps.

    `steps` (A,) · `agreement` (A,): share of samples that the classifier takes for the class asked ·
    `evenness` (A,) of the classes, 0..1 · `distances` (A,): Fréchet distance to the test pictures · the
    losses (L,).
    """

    steps: tuple[int, ...]
    agreement: tuple[float, ...]
    evenness: tuple[float, ...]
    distances: tuple[float, ...]
    loss_steps: NDArray[np.float64]
    discriminator_losses: NDArray[np.float64]
    generator_losses: NDArray[np.float64]


def read(subject: str) -> History:
    """Return the training of a subject's pair."""
    card = cards.read(models.ages_of(subject))
    stages, losses = card["stages"], card["losses"]
    measured = [
        tuple(stage[name] for stage in stages) for name in ("step", "agreement", "evenness", "frechet")
    ]
    return History(*measured, *(np.array(losses[name]) for name in ("step", "discriminator", "generator")))
