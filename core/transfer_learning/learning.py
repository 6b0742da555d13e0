"""Transfer learning: frozen features of a trained network, and a small new head for the learner's classes.

The head is multinomial logistic regression. Mirrored copies of the photos are left out: they changed accuracy
by less than a point, and with them nobody could teach left from right.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.shared.logistic import fit, interval
from core.shared.probabilities import softmax

FOLDS = 5
SIZES = (1, 2, 3, 5, 8, 12, 20)
"""photos a class at which the learning curve is measured"""
REPEATS = 12
"""drawings of photos for each point of the learning curve"""
REFUSED = 0.05
"""share of the learner's own photos that "none of these" may refuse, by default"""

Floats = NDArray[np.floating]


@dataclass(frozen=True)
class Head:
    """A linear layer on features of `backbone`, for C classes.

    `weight` (C, d), `bias` (C,) · `means` (C, d), the direction of each class's mean features, length 1 ·
    `limit`: cosine distance to the nearest of them, above which a photo is none of these; 0..2.
    """

    backbone: str
    labels: tuple[str, ...]
    weight: Floats
    bias: Floats
    means: Floats
    limit: float

    def probabilities(self, features: Floats) -> Floats:
        """Map features (N, d) of length 1 to probabilities (N, C)."""
        return softmax(features @ self.weight.T + self.bias)

    def distances(self, features: Floats) -> Floats:
        """Return 1 − cosine to the nearest class mean for features (N, d): (N,)."""
        return 1 - (features @ self.means.T).max(1)


@dataclass(frozen=True)
class Check:
    """What heads that had not seen a photo said of it, for N photos: stratified cross-validation.

    `truth` (N,) class numbers · `probabilities` (N, C) · `distances` (N,) · `low`, `high`: 95% interval of
    the accuracy.
    """

    folds: int
    truth: NDArray[np.int64]
    probabilities: Floats
    distances: Floats
    low: float
    high: float

    @property
    def right(self) -> NDArray[np.bool_]:
        """Whether each photo was named right (N,)."""
        return self.probabilities.argmax(1) == self.truth

    @property
    def accuracy(self) -> float:
        """Share of photos that were named right."""
        return float(self.right.mean())

    def limit(self, refused: float = REFUSED) -> float:
        """Return the distance that a share `refused` of the photos exceeds."""
        return float(np.quantile(self.distances, 1 - refused))


@dataclass(frozen=True)
class Curve:
    """Accuracy on photos kept aside, after learning from `sizes` photos a class (K,).

    `mean` (K,), and `low`, `high` (K,): between them lie 80% of `REPEATS` random choices of photos.
    """

    sizes: NDArray[np.int64]
    mean: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True)
class Lesson:
    """A head, how good it is (None with fewer than 2 photos in a class), and the learning curve."""

    head: Head
    check: Check | None
    curve: Curve | None


def learn(features: Floats, y: NDArray[np.int64], labels: tuple[str, ...], backbone: str) -> Lesson:
    """Teach a head `labels` from features (N, d) of length 1 and class numbers y (N,), and examine it."""
    # With a penalty on the squared weights the best ones are a mixture of the photos' features: so nothing is
    # lost in the space that the photos span, and many fits in N instead of d dimensions are much faster.
    basis = np.linalg.qr(features.astype(np.float64).T)[0]  # (d, min(N, d))
    x = features @ basis
    enough = np.bincount(y, minlength=len(labels)).min() >= 2
    check = cross_validate(x, y) if enough else None
    weight, bias = fit(x, y)
    limit = check.limit() if check else 2.0
    full = (np.float32(weight @ basis.T), np.float32(bias), np.float32(means_of(features, y)))
    return Lesson(Head(backbone, labels, *full, limit), check, learning_curve(x, y) if enough else None)


def means_of(x: Floats, y: NDArray[np.int64]) -> Floats:
    """Return the direction of each class's mean (C, d), length 1."""
    means = np.stack([x[y == c].mean(0) for c in range(y.max() + 1)])
    return means / np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-12)


def cross_validate(x: Floats, y: NDArray[np.int64], seed: int = 0) -> Check:
    """Let each photo be named by a head that learnt from the other folds; a class has 2 photos at least."""
    from sklearn.model_selection import StratifiedKFold

    folds = int(min(FOLDS, np.bincount(y).min()))
    probabilities, distances = np.zeros((len(y), y.max() + 1)), np.zeros(len(y))
    for train, test in StratifiedKFold(folds, shuffle=True, random_state=seed).split(x, y):
        head = Head("", (), *fit(x[train], y[train]), means_of(x[train], y[train]), 2.0)
        probabilities[test], distances[test] = head.probabilities(x[test]), head.distances(x[test])
    hits = int((probabilities.argmax(1) == y).sum())
    return Check(folds, y, probabilities, distances, *interval(hits, len(y)))


def learning_curve(x: Floats, y: NDArray[np.int64], seed: int = 0) -> Curve:
    """Learn from more and more photos of each class, and be asked about the same others each time."""
    fewest = int(np.bincount(y).min())
    most = fewest - max(1, fewest // 5)
    sizes = sorted({*(n for n in SIZES if n < most), most})
    rng, accuracy = np.random.default_rng(seed), np.zeros((REPEATS, len(sizes)))
    for repeat in accuracy:
        shuffled = [rng.permutation(np.flatnonzero(y == c)) for c in range(y.max() + 1)]
        test = np.concatenate([photos[most:] for photos in shuffled])
        for k, size in enumerate(sizes):
            train = np.concatenate([photos[:size] for photos in shuffled])
            weight, bias = fit(x[train], y[train])
            found = (x[test] @ weight.T + bias).argmax(1)
            # Classes with more photos left over must not count more.
            repeat[k] = np.mean([(found[y[test] == c] == c).mean() for c in range(len(shuffled))])
    low, high = np.quantile(accuracy, (0.1, 0.9), axis=0)
    return Curve(np.array(sizes), accuracy.mean(0), low, high)
