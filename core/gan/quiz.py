"""Real or fake? Pairs of pictures for a learner and for the discriminator to choose from."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.gan import codes, infer, models, real

QUESTIONS = 10
EARLY = 3
"""the age whose pictures are the fakes where no real ones are at hand"""

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Quiz:
    """Q questions of two pictures of the same class each.

    `pictures` (Q, 2, 28, 28) in 0..1 · `answers` (Q,): 0 or 1, which one is real, or by the older generator
    · `machine` (Q,): which one the discriminator chooses · `classes` (Q,) · `genuine`: real ones are in it.
    """

    pictures: Floats
    answers: NDArray[np.int64]
    machine: NDArray[np.int64]
    classes: NDArray[np.int64]
    genuine: bool


def make(seed: int, subject: str) -> Quiz:
    """Return a quiz: real against generated where the data set is here, else late against early generator.

    Raises: WeightsUnavailable if the pair's file is not here.
    """
    random = np.random.default_rng([seed, 7])
    latents, weights = codes.chance(QUESTIONS, seed)
    kinds = weights.argmax(1)
    place = real.folder(subject)
    if place is None:
        aged = infer.through_time(latents, weights, models.ages_of(subject))
        right, wrong = aged[:, -1], aged[:, EARLY]
    else:
        pictures, labels = real.read(place)
        chosen = [random.choice(np.flatnonzero(labels == kind)) for kind in kinds]
        right = pictures[chosen].astype(np.float32) / 255
        wrong = infer.decode(latents, weights, models.name_of(subject)).images
    answers = random.integers(0, 2, QUESTIONS)
    first = (answers == 0)[:, None, None]
    pairs = np.stack([np.where(first, right, wrong), np.where(first, wrong, right)], 1)
    says = [infer.opinion(pairs[:, side], weights, models.name_of(subject)) for side in (0, 1)]
    return Quiz(pairs, answers, np.argmax(says, 0), kinds, place is not None)
