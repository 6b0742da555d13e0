"""What was measured while a bundled pair learnt, as the card of its ages says it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.gan import models
from core.gan.frechet import Cloud
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
    return History(*measured, *(_numbers(losses[name]) for name in ("step", "discriminator", "generator")))


@dataclass(frozen=True)
class Gap:
    """From one age to the next: the steps, and the relative change of the generator's loss and distance."""

    first: int
    last: int
    loss: float
    distance: float


def widest_gap(told: History) -> Gap:
    """Return the two neighbouring ages between which quality gained most of what the loss does not show."""
    at = [int(np.abs(told.loss_steps - step).argmin()) for step in told.steps]
    losses = told.generator_losses[at]
    loss, distance = (np.diff(v) / v[:-1] for v in (losses, np.array(told.distances)))
    i = int(np.argmax(loss - distance))
    return Gap(told.steps[i], told.steps[i + 1], float(loss[i]), float(distance[i]))


@dataclass(frozen=True)
class Bold:
    """The finished generator with latents multiplied by ψ: P factors, and what was measured at each (P,)."""

    psi: tuple[float, ...]
    agreement: tuple[float, ...]
    distances: tuple[float, ...]


def bold(subject: str) -> Bold:
    """Return what was measured at each ψ."""
    rows = cards.read(models.ages_of(subject))["truncation"]
    return Bold(*(tuple(row[name] for row in rows) for name in ("psi", "agreement", "frechet")))


def reference(subject: str) -> Cloud:
    """Return mean and covariance of the test pictures' features, as the subject's classifier sees them."""
    kept = cards.read(models.ages_of(subject))["reference"]
    return Cloud(_numbers(kept["mean"]), np.stack([_numbers(line) for line in kept["covariance"]]))


def _numbers(line: str) -> NDArray[np.float64]:
    return np.array(line.split(), np.float64)
