"""Codes: what a generator starts from. 64 latent numbers by chance, then ten weights of classes."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

LATENT, CLASSES = 64, 10
CODE = LATENT + CLASSES

Floats = NDArray[np.float32]


def chance(count: int, seed: int, asked: int | None = None) -> tuple[Floats, Floats]:
    """Return normal latents (N, 64) and one-hot class weights (N, 10): of class `asked`, or of all by chance.

    The same seed gives the same latents, whatever is asked.
    """
    random = np.random.default_rng(seed)
    latents = random.standard_normal((count, LATENT), np.float32)
    return latents, one_hot(random.integers(0, CLASSES, count) if asked is None else np.full(count, asked))


def one_hot(chosen: ArrayLike) -> Floats:
    """Return class weights (N, 10) of class numbers (N,)."""
    return np.eye(CLASSES, dtype=np.float32)[np.asarray(chosen)]


def joined(latents: Floats, classes: Floats) -> Floats:
    """Return codes (N, 74)."""
    return np.concatenate([latents, classes], 1, dtype=np.float32)
