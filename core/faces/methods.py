"""Face or not: three ways to tell a patch of 25×25 pixels, learnt in seconds from scikit-image's own patches.

Labelled Faces in the Wild (Huang et al., 2007), the 100 faces and 100 other patches that scikit-image ships.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from core.faces import network
from core.faces.hog import hog
from core.runtime import registry
from core.shared.backbones import features_of
from core.shared.logistic import fit, interval

METHODS = ("hog", "cnn", "transfer")
SIDE = 25  # pixels of a patch
EACH = 100
"""faces there are, and as many patches of something else"""
SEEN_PX = 32
"""side to which a patch is enlarged for the frozen network: 48 and 64 cost more and gain half a point"""
BATCH = 128

Patches = NDArray[np.float32]


@dataclass(frozen=True)
class Split:
    """Patches (N, 25, 25), 0..1, to learn from and to be tested on; the first half of each are faces."""

    train: Patches
    test: Patches


@dataclass(frozen=True)
class Detector:
    """A learnt way to tell faces. `weights` are those of a line (w, b), or of the network's layers.

    `unit`: the score of an average face, so that 0 is the border and 1 an average face.
    """

    method: str
    weights: tuple[NDArray, ...]
    unit: float = 1.0

    def scores(self, patches: Patches) -> NDArray[np.float64]:
        """Return one score a patch (N, 25, 25) → (N,): above 0 it is called a face."""
        if self.method == "cnn":
            return network.scores(patches, self.weights) / self.unit
        w, b = self.weights
        return (_features(patches, self.method) @ w + b) / self.unit


@dataclass(frozen=True)
class Marks:
    """How a detector does on patches it has not seen: scores of faces and others (n,), and ms a patch."""

    faces: NDArray[np.float64]
    others: NDArray[np.float64]
    ms: float

    @property
    def right(self) -> int:
        """How many are told right."""
        return int((self.faces > 0).sum() + (self.others <= 0).sum())

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.faces) + len(self.others)

    def bounds(self) -> tuple[float, float]:
        """Return the 95% interval of the accuracy."""
        return interval(self.right, self.count)

    def roc(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return shares of others and of faces above each possible border, from the strictest on."""
        borders = np.unique([np.inf, *self.faces, *self.others])[::-1]
        return tuple((s[None] >= borders[:, None]).mean(1) for s in (self.others, self.faces))


@cache
def patches() -> Patches:
    """Return all patches, (200, 25, 25): 100 faces, then 100 others."""
    from skimage.data import lfw_subset

    return lfw_subset().astype(np.float32)


def split(each: int, seed: int) -> Split:
    """Return `each` faces and as many others to learn from, drawn at random, and the rest to test."""
    rng, everything = np.random.default_rng(seed), patches()
    faces, others = rng.permutation(EACH), EACH + rng.permutation(EACH)
    train, test = (np.concatenate([faces[part], others[part]]) for part in (slice(each), slice(each, None)))
    return Split(everything[train], everything[test])


def train(
    method: str, data: Split, seed: int, more: Patches | None = None
) -> Iterator[tuple[float, Detector | None]]:
    """Learn step by step; yield the share done, 0..1, and at last the detector.

    Every patch is learnt from as it is and mirrored. `more` are further patches that are no faces.
    """
    half = len(data.train) // 2
    x = data.train if more is None else np.concatenate([data.train, more])
    y = np.arange(len(x)) < half
    x, y = np.concatenate([x, x[:, :, ::-1]]), np.concatenate([y, y])
    if method == "cnn":
        for share, weights in network.train(x, y, seed):
            found = weights and Detector(method, weights)
            yield share, found and _scaled(found, data.train[:half])
        return
    yield 0.0, None
    features = _features(x, method)
    yield 0.8, None
    line = svm(features, y) if method == "hog" else _regression(features, y)
    yield 1.0, _scaled(Detector(method, line), data.train[:half])


def svm(x: NDArray, y: NDArray[np.bool_]) -> tuple[NDArray, NDArray]:
    """Return the line (w, b) of a linear support vector machine."""
    from sklearn.svm import LinearSVC

    model = LinearSVC(C=1.0, random_state=0).fit(x, y)
    return model.coef_[0], model.intercept_[0]


def test(detector: Detector, data: Split) -> Marks:
    """Measure a detector on the patches kept aside."""
    half, started = len(data.test) // 2, time.perf_counter()
    scores = detector.scores(data.test)
    return Marks(scores[:half], scores[half:], (time.perf_counter() - started) * 1e3 / len(scores))


def _regression(x: NDArray, y: NDArray[np.bool_]) -> tuple[NDArray, NDArray]:
    basis = np.linalg.qr(x.T.astype(np.float64))[0]
    weight, bias = fit(x @ basis, y.astype(np.int64))
    return basis @ (weight[1] - weight[0]), bias[1] - bias[0]


def _scaled(detector: Detector, faces: Patches) -> Detector:
    unit = float(np.mean(detector.scores(faces)))
    return Detector(detector.method, detector.weights, unit if unit > 0 else 1.0)


def _features(x: Patches, method: str) -> NDArray:
    if method == "hog":
        return hog(x)
    return np.concatenate([_frozen(x[i : i + BATCH]) for i in range(0, len(x), BATCH)])


def _frozen(x: Patches) -> NDArray[np.float32]:
    """Return what the bundled network knows of grey patches, enlarged and in three equal colours."""
    import cv2

    how = registry.get_spec("everyday").preprocessing
    large = np.stack([cv2.resize(patch, (SEEN_PX, SEEN_PX)) for patch in x])
    batch = (large[:, None] - np.reshape(how.mean, (1, 3, 1, 1))) / np.reshape(how.std, (1, 3, 1, 1))
    return features_of(batch.astype(np.float32), "everyday")
