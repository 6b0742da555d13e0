"""Which class was taken for which: counts over test pictures, and what they say."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True)
class Mistake:
    """How many pictures of class `truth` were answered with class `answer`, and their share of that class."""

    truth: int
    answer: int
    count: int
    share: float


def matrix(truth: ArrayLike, answers: ArrayLike, classes: int) -> NDArray[np.int64]:
    """Return (classes, classes) counts: a row for what it was, a column for what was answered."""
    pairs = np.asarray(truth) * classes + np.asarray(answers)
    return np.bincount(pairs, minlength=classes * classes).reshape(classes, classes)


def accuracy(counts: ArrayLike) -> float:
    """Return the share of all pictures that were answered right."""
    counts = np.asarray(counts)
    return float(np.trace(counts) / counts.sum())


def by_class(counts: ArrayLike) -> NDArray[np.float64]:
    """Return (classes,) shares of each class's own pictures that were answered right (its recall)."""
    counts = np.asarray(counts)
    return np.diag(counts) / counts.sum(1)


def mistakes(counts: ArrayLike) -> list[Mistake]:
    """Return every kind of mistake that happened, the most frequent first."""
    counts = np.asarray(counts)
    wrong = counts * (1 - np.eye(len(counts), dtype=counts.dtype))
    order = np.argsort(-wrong, axis=None, kind="stable")[: np.count_nonzero(wrong)]
    places = (divmod(int(i), len(counts)) for i in order)
    sums = counts.sum(1)
    return [Mistake(t, a, int(counts[t, a]), float(counts[t, a] / sums[t])) for t, a in places]
