"""A bundled classifier that has never seen the generator judges its samples: which class, how alike to which.

The classifier is found by its name in the pair's card, so that this lesson needs nothing of another one.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from core.gan import models
from core.gan.codes import CLASSES
from core.gan.frechet import evenness
from core.runtime import cards, engine

if TYPE_CHECKING:
    from torch import Tensor, nn

Floats = NDArray[np.float32]
LEAST = 0.25
"""a class counts as forgotten below this share of its fair part"""


@dataclass(frozen=True)
class Judged:
    """What the classifier sees in N pictures: features before its last layer (N, d), classes named (N,)."""

    features: Floats
    named: NDArray[np.int64]

    @property
    def counts(self) -> NDArray[np.int64]:
        """Return how many pictures each class has (10,)."""
        return np.bincount(self.named, minlength=CLASSES)

    @property
    def evenness(self) -> float:
        """Return the entropy of the classes over its maximum, 0..1."""
        return evenness(self.counts)

    @property
    def forgotten(self) -> NDArray[np.int64]:
        """Return the classes that are missing, or nearly so."""
        return np.flatnonzero(self.counts < LEAST * len(self.named) / CLASSES)


def name_of(subject: str) -> str:
    """Return the name of the classifier that judges a subject."""
    return cards.read(models.name_of(subject))["judge"]


def judge(images: Floats, subject: str) -> Judged:
    """Return what the subject's classifier sees in pictures (N, 28, 28) in 0..1.

    Raises: WeightsUnavailable if its file is not here.
    """
    features, logits = engine.predictor(name_of(subject), view=with_features)(images[:, None])
    return Judged(features, logits.argmax(1))


def with_features(classifier: "nn.Sequential") -> "nn.Module":
    """Return a network that gives both what goes into the last layer and what comes out."""
    from torch import nn

    class WithFeatures(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.trunk, self.last = classifier[:-1], classifier[-1]

        def forward(self, pictures: "Tensor") -> "tuple[Tensor, Tensor]":
            features = self.trunk(pictures)
            return features, self.last(features)

    return WithFeatures().eval()


def nearest(features: Floats) -> tuple[NDArray[np.int64], Floats]:
    """Return for each picture the most alike other one (N,), and the distance between their features (N,)."""
    squares = (features**2).sum(1)
    gaps = squares[:, None] + squares[None] - 2 * features @ features.T
    np.fill_diagonal(gaps, np.inf)
    return gaps.argmin(1), np.sqrt(gaps.min(1).clip(0))
