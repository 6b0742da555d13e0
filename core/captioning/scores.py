"""How close a sentence comes to people's: CIDEr-D (Vedantam et al., 2015) and BLEU (Papineni et al., 2002).

Both compare runs of one to four words. The values are those of pycocoevalcap, from the same words.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

Words = Sequence[str]
LONGEST = 4
"""words in the longest run that is compared"""
SIGMA = 6.0
"""words of difference in length that cost CIDEr-D 39 %"""
TINY, SMALL = 1e-15, 1e-9
"""what pycocoevalcap adds to the matches and to the runs there are, so that nothing is divided by 0"""


def ngrams(words: Words) -> Counter:
    """Count the runs of one to four words, as tuples."""
    runs: Counter = Counter()
    for n in range(1, LONGEST + 1):
        runs.update(zip(*(words[i:] for i in range(n)), strict=False))
    return runs


@dataclass(frozen=True)
class Rarity:
    """In how many of so many `photos` each run of words stands in a person's sentence, as logarithms."""

    photos: float
    counts: dict[tuple[str, ...], float]

    def of(self, run: tuple[str, ...]) -> float:
        """Return what a run is worth: log (photos / photos with it), most if it stands nowhere."""
        return self.photos - self.counts.get(run, 0.0)


@dataclass(frozen=True)
class Vector:
    """A sentence as one weighted vector for each length of run, their norms, and its pairs of words."""

    parts: tuple[dict[tuple[str, ...], float], ...]
    norms: tuple[float, ...]
    length: int


def rarity(references: Sequence[Sequence[Words]]) -> Rarity:
    """Return how rare runs are in the sentences (photos, sentences, words) that people wrote."""
    seen: Counter = Counter()
    for sentences in references:
        seen.update({run for words in sentences for run in ngrams(words)})
    return Rarity(math.log(len(references)), {run: math.log(n) for run, n in seen.items()})


def vector(words: Words, rare: Rarity) -> Vector:
    """Return a sentence's runs of each length, weighted by their count and rarity."""
    parts: tuple[dict, ...] = tuple({} for _ in range(LONGEST))
    for run, count in ngrams(words).items():
        parts[len(run) - 1][run] = count * rare.of(run)
    norms = tuple(math.sqrt(sum(value * value for value in part.values())) for part in parts)
    return Vector(parts, norms, max(len(words) - 1, 0))


def similarity(made: Vector, reference: Vector) -> float:
    """Return CIDEr-D of one sentence against one reference, 0..10: the mean over the lengths of run."""
    total = 0.0
    for n in range(LONGEST):
        theirs = reference.parts[n]
        shared = sum(min(v, theirs[run]) * theirs[run] for run, v in made.parts[n].items() if run in theirs)
        if made.norms[n] and reference.norms[n]:
            total += shared / (made.norms[n] * reference.norms[n])
    gap = made.length - reference.length
    return 10 * total / LONGEST * math.exp(-(gap**2) / (2 * SIGMA**2))


def against(words: Words, references: Sequence[Vector], rare: Rarity) -> float:
    """Return CIDEr-D of one sentence against several: the mean."""
    made = vector(words, rare)
    return sum(similarity(made, reference) for reference in references) / len(references)


def cider(made: Sequence[Words], references: Sequence[Sequence[Words]]) -> np.ndarray:
    """Return CIDEr-D (N,) of one sentence a photo; the mean is the published figure.

    What is rare is counted in `references` (N photos, sentences, words) themselves, as pycocoevalcap does.
    """
    rare = rarity(references)
    both = zip(made, references, strict=True)
    return np.array([against(words, [vector(r, rare) for r in theirs], rare) for words, theirs in both])


def bleu(made: Sequence[Words], references: Sequence[Sequence[Words]], longest: int = LONGEST) -> float:
    """Return corpus BLEU of one sentence a photo, 0..1: shared runs of up to `longest` words.

    No run counts more often than in one reference; a text shorter than the closest references is punished.
    """
    right, there, length, wanted = [0] * longest, [0] * longest, 0, 0
    for words, theirs in zip(made, references, strict=True):
        most: Counter = Counter()
        for reference in theirs:
            most |= ngrams(reference)
        for run, count in ngrams(words).items():
            if len(run) <= longest:
                right[len(run) - 1] += min(count, most[run])
                there[len(run) - 1] += count
        length += len(words)
        wanted += min((abs(len(r) - len(words)), len(r)) for r in theirs)[1]
    precision = math.prod((r + TINY) / (t + SMALL) for r, t in zip(right, there, strict=True))
    ratio = (length + TINY) / (wanted + SMALL)
    return precision ** (1 / longest) * (math.exp(1 - 1 / ratio) if ratio < 1 else 1.0)
