"""AI, machine learning and deep learning, each with something that runs: a search, a line, a deep network."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from core.learning import ways
from core.learning.fruits import Border, Fruits

CIRCLES = ("ai", "machine", "deep")
LOOKS, SIDE, HIDDEN = 30, 40, (12, 12)
PARAMETERS = 12 * 3 + 12 * 13 + 13
"""numbers that the network learns: m · (n + 1) a layer n → m"""


@dataclass(frozen=True)
class Search:
    """A way through a field: `steps` (9, 9) from the mouse (−1: a bush), `path` its cells, cheese last."""

    steps: NDArray[np.int64]
    path: tuple[ways.Cell, ...]


@dataclass(frozen=True)
class Deep:
    """A network at work: `planes` (F, SIDE, SIDE) uint8, 255 = surely kind 1, y goes down; `right` (F,)."""

    planes: NDArray[np.uint8]
    right: NDArray[np.float64]


def search(seed: int) -> Search:
    """Search a shortest way among bushes, ring by ring: rules written by people, nothing learnt."""
    closed = ways.bushes(ways.draw(seed).looks)
    far = ways.distances(closed)
    most = far[ways.MOUSE]
    at, path = ways.MOUSE, [ways.MOUSE]
    while at != ways.CHEESE:
        near = [(at[0] + dx, at[1] + dy) for dx, dy in ways.MOVES]
        at = min((cell for cell in near if cell in far), key=lambda cell: far[cell])
        path.append(at)
    steps = np.full((ways.SIDE, ways.SIDE), -1)
    for (x, y), n in far.items():
        steps[y, x] = n
    assert len(path) == most + 1
    return Search(steps, tuple(path))


def line(seed: int) -> tuple[Fruits, list[Border]]:
    """Return dots and the line that descent finds for them, step by step."""
    dots = ways.draw(seed)
    return dots, ways.with_labels(dots)


def ring(seed: int, count: int = 60) -> Fruits:
    """Draw a disc in a ring in 0..1 × 0..1: no line can part them."""
    rng, kind = np.random.default_rng(seed), np.arange(count) % 2 == 0
    radius = np.where(kind, 0.2 * np.sqrt(rng.random(count)), rng.uniform(0.3, 0.44, count))
    angle = rng.uniform(0, 2 * np.pi, count)
    return Fruits(0.5 + radius[:, None] * np.column_stack([np.cos(angle), np.sin(angle)]), kind)


@lru_cache(maxsize=4)
def trained(seed: int) -> Deep:
    """Return what a network learns of the ring of this seed, made once."""
    return deep(ring(seed), seed)


def deep(dots: Fruits, seed: int) -> Deep:
    """Train a network with two hidden layers (scikit-learn's) on dots and look at it LOOKS times."""
    from sklearn.neural_network import MLPClassifier

    net = MLPClassifier(HIDDEN, activation="tanh", learning_rate_init=0.006, random_state=seed, batch_size=20)
    along = (np.arange(SIDE) + 0.5) / SIDE
    across, up = np.meshgrid(along, along[::-1])
    raster, x = (2 * np.column_stack([across.ravel(), up.ravel()]) - 1) * 2, (2 * dots.looks - 1) * 2
    planes, right = [], []
    for _ in range(LOOKS):
        for _ in range(4):
            net.partial_fit(x, dots.apple, classes=[False, True])
        planes.append(np.rint(255 * net.predict_proba(raster)[:, 1]).astype(np.uint8).reshape(SIDE, SIDE))
        right.append(net.score(x, dots.apple))
    return Deep(np.stack(planes), np.array(right))
