"""Attention on one word of a sentence: how much it takes of each other word, whatever lies between.

Scaled dot products, Vaswani et al. 2017, eq. 1. The two features of each word are set by hand: a
transformer learns hundreds of them.
"""

from dataclasses import dataclass

import numpy as np

from core.sequences.cells import Array

LIVING, PLACE = (2.0, 0.0), (0.0, 2.0)
OTHER = (0.0, 0.0)
ENDINGS = {"tired": LIVING, "wide": PLACE}
"""what the word "it" looks for, by what is said of it"""
KEYS = {
    "ko": (LIVING, PLACE, OTHER, OTHER, OTHER, OTHER),
    "en": (OTHER, LIVING, *[OTHER] * 4, PLACE, *[OTHER] * 4),
}
"""what the words before the last one offer: is it something living, is it a place?"""
ASKED = {"ko": 4, "en": 8}
"""the word that asks"""


@dataclass(frozen=True)
class Look:
    """How much the word `asked` takes of each word (n,), which add up to 1."""

    shares: Array
    asked: int

    @property
    def most(self) -> int:
        """The word looked at most."""
        return int(self.shares.argmax())


def attend(query: Array, keys: Array) -> Array:
    """Return the shares (n,) of keys (n, d) for a query (d,): softmax of q·k / √d."""
    scores = keys @ query / np.sqrt(len(query))
    shares = np.exp(scores - scores.max())
    return shares / shares.sum()


def look(language: str, ending: str, strength: float) -> Look:
    """Return where the word "it" looks; `strength` ≥ 0 multiplies what it looks for."""
    keys = np.array([*KEYS[language], OTHER], float)
    return Look(attend(strength * np.array(ENDINGS[ending]), keys), ASKED[language])
