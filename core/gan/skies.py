"""Skies in colour: what the bundled generator of photos 64×64 makes, and what was measured of it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from core.gan import models
from core.gan.codes import SKY_CLASSES as CLASSES
from core.gan.codes import between, chance, joined, one_hot
from core.runtime import cards, engine

if TYPE_CHECKING:
    from torch import nn

MODEL = models.name_of(models.SKIES)
SIDE = 64
"""pixels of a picture's side"""

Floats = NDArray[np.float32]
Pictures = NDArray[np.uint8]


@dataclass(frozen=True)
class Skies:
    """N generated photos: `images` (N, 64, 64, 3), `latents` (N, 64), `classes` (N, 4): class weights."""

    images: Pictures
    latents: Floats
    classes: Floats

    def __len__(self) -> int:
        """Return N."""
        return len(self.images)


def sample(across: int, seed: int, asked: int | None = None, truncation: float = 1.0) -> Skies:
    """Return 4 · `across` skies: of the class `asked`, else a row of each class of the same `across` latents.

    `truncation` ψ pulls the latents towards their mean, 0. The same seed gives the same on every device.

    Raises: WeightsUnavailable if the generator's file is neither here nor to be had.
    """
    count = CLASSES * across
    latents, classes = chance(count, seed, asked, CLASSES)
    if asked is None:
        latents = np.tile(latents[:across], (CLASSES, 1))
        classes = one_hot(np.arange(CLASSES).repeat(across), CLASSES)
    latents = np.float32(truncation) * latents
    return Skies(decode(latents, classes), latents, classes)


def decode(latents: Floats, classes: Floats) -> Pictures:
    """Return the pictures (N, 64, 64, 3) of latents (N, 64) and class weights (N, 4)."""
    return photos(engine.predictor(MODEL, view=finished)(joined(latents, classes)))


def walk(made: Skies, first: int, last: int, frames: int) -> Pictures:
    """Return pictures (frames, 64, 64, 3) on the way from one sky to another, both ends included."""
    latents = between(made.latents[first], made.latents[last], frames)
    ends = made.classes[[first, last]]
    t = np.linspace(0, 1, frames, dtype=np.float32)[:, None]
    return decode(latents, ends[0] + (ends[1] - ends[0]) * t)


def through_time(latents: Floats, classes: Floats) -> Pictures:
    """Return pictures (N, ages, 64, 64, 3) of the same latents at every age of the generator."""
    made = engine.predictor(MODEL)(joined(latents, classes))
    return photos(made.reshape(-1, 3, SIDE, SIDE)).reshape(len(latents), -1, SIDE, SIDE, 3)


def finished(ages: "nn.Module") -> "nn.Module":
    """Return the last of the generators."""
    return ages.generators[-1]


def photos(made: Floats) -> Pictures:
    """Return pictures (N, 3, 64, 64) in 0..1 as photos (N, 64, 64, 3)."""
    return np.rint(made.transpose(0, 2, 3, 1).clip(0, 1) * 255).astype(np.uint8)


@dataclass(frozen=True)
class Verdict:
    """What the judge, a classifier that had no part in the training, was measured to say of samples.

    `agreement`, `agreement_real`: how many samples, and real new photos of the same size, it takes for what
    they are · `distance`, `distance_real`: Fréchet distance of samples, and of photos learnt from, to new
    photos · `nearest`, `nearest_real`: median distance of samples, and of new photos, to the nearest photo
    learnt from · `confusion` (4, 4): asked (row), named (column).
    """

    agreement: float
    agreement_real: float
    distance: float
    distance_real: float
    nearest: float
    nearest_real: float
    confusion: NDArray[np.int64]


def verdict() -> Verdict:
    """Return what the card says."""
    card: dict[str, Any] = cards.read(MODEL)
    metrics, more = card["metrics"], card["measured"]
    return Verdict(
        metrics["agreement"],
        more["agreement_real"],
        metrics["frechet"],
        metrics["frechet_train"],
        more["nearest"],
        more["nearest_real"],
        np.array(more["confusion"]),
    )
