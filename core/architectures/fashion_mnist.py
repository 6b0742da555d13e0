"""Two networks look at the same garment: their answers wherever it lies, and what was measured of them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.architectures.shifts import MOST, everywhere
from core.runtime import cards, engine, registry
from core.shared.probabilities import softmax

NETWORKS = ("fashion_mlp", "fashion_cnn")


@dataclass(frozen=True)
class Measured:
    """What the training script measured on the 10,000 test pictures.

    `counts` (10, 10): rows are the truth, columns the answers. `shifted` (MOST + 1,): the accuracy on
    pictures moved by 0, 1, … pixels, the mean over the four directions; `directions` has each by its name.
    """

    labels: tuple[str, ...]
    counts: NDArray[np.int64]
    shifted: NDArray[np.float64]
    directions: dict[str, NDArray[np.float64]]


def answers(picture: NDArray[np.float32], most: int = MOST) -> NDArray[np.float32]:
    """Return probabilities (2, 2·most+1, 2·most+1, 10) of both NETWORKS at every shift of a picture (28, 28).

    The second axis is the shift down, the third the shift to the right, the middle no shift at all.
    Raises: WeightsUnavailable.
    """
    moved = everywhere(picture, most)
    batch = np.ascontiguousarray(moved.reshape(-1, 1, *picture.shape), np.float32)
    found = [
        softmax(engine.predictor(name)(batch) / registry.get_spec(name).temperature) for name in NETWORKS
    ]
    return np.stack(found).reshape(len(NETWORKS), *moved.shape[:2], -1).astype(np.float32)


def kept(probabilities: NDArray[np.float32]) -> NDArray[np.int64]:
    """Return for each network at how many shifts its answer is that of the middle."""
    best = probabilities.argmax(-1)
    middle = best[:, best.shape[1] // 2, best.shape[2] // 2]
    return (best == middle[:, None, None]).sum((1, 2))


def measured(name: str) -> Measured:
    """Return what the card of a network for 28×28 pictures says."""
    card = cards.read(name)
    directions = {way: np.array(shares) for way, shares in card["shifted"].items()}
    mean = np.mean(list(directions.values()), axis=0)
    return Measured(tuple(card["labels"]), np.array(card["confusion"]), mean, directions)
