"""Which of several networks knows pictures of this kind: the surer one, by the measure of its own kind.

Confidences of two networks cannot be compared: one may give 90% to all that it sees. Each network's card
therefore holds how sure it was of photos of its kind that it did not learn from, as quantiles.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from core.runtime import cards
from core.segmentation import infer
from core.segmentation.infer import Pixels

QUANTILES = tuple(np.linspace(0, 1, 21))
"""whose values a card holds under "sure", smallest first"""


@dataclass(frozen=True)
class Choice:
    """The network that is surer, and the rank of each.

    A rank in 0..1 is the share of the photos of its own kind of which the network was less sure. `known`
    tells whether the chosen one is surer here than of the 5% of its own photos that are strangest to it.
    """

    model: str
    ranks: Mapping[str, float]
    known: bool


def rank(model: str, sureness: float) -> float:
    """Return the share of the photos of a bundled network's kind of which it was less sure, 0..1."""
    return float(np.interp(sureness, cards.read(model)["sure"], QUANTILES))


def surer(sureness: Mapping[str, float]) -> Choice:
    """Return which network answers, of several that are so sure of the same picture; the last of equals."""
    ranks = {model: rank(model, sure) for model, sure in sureness.items()}
    model = max(reversed(ranks), key=lambda name: ranks[name])
    return Choice(model, ranks, sureness[model] >= infer.unsure_below(model))


def choose(answers: Mapping[str, Pixels]) -> Choice:
    """Return which network answers, by model what each says of the same picture."""
    return surer({model: found.sureness for model, found in answers.items()})
