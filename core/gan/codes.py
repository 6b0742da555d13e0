"""Codes: what a generator starts from. 64 latent numbers by chance, then the weights of its classes."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

LATENT, CLASSES = 64, 10
CODE = LATENT + CLASSES
SKY_CLASSES = 4
"""kinds of weather, for the generator in colour"""

Floats = NDArray[np.float32]


def chance(count: int, seed: int, asked: int | None = None, classes: int = CLASSES) -> tuple[Floats, Floats]:
    """Return normal latents (N, 64) and one-hot weights (N, `classes`): of `asked`, or of all by chance.

    The same seed gives the same latents, whatever is asked.
    """
    random = np.random.default_rng(seed)
    latents = random.standard_normal((count, LATENT), np.float32)
    chosen = random.integers(0, classes, count) if asked is None else np.full(count, asked)
    return latents, one_hot(chosen, classes)


def one_hot(chosen: ArrayLike, classes: int = CLASSES) -> Floats:
    """Return class weights (N, `classes`) of class numbers (N,)."""
    return np.eye(classes, dtype=np.float32)[np.asarray(chosen)]


def joined(latents: Floats, classes: Floats) -> Floats:
    """Return codes (N, 64 + classes)."""
    return np.concatenate([latents, classes], 1, dtype=np.float32)


def between(a: Floats, b: Floats, count: int) -> Floats:
    """Return `count` latents (count, 64) from one (64,) to another along an arc, both ends included.

    Normal numbers lie on a shell, which a straight line would leave (White, 2016).
    """
    t = np.linspace(0, 1, count, dtype=np.float32)[:, None]
    cosine = float(a @ b / max(np.linalg.norm(a) * np.linalg.norm(b), 1e-9))
    angle = float(np.arccos(np.clip(cosine, -1, 1)))
    if np.sin(angle) < 1e-4:
        return a + (b - a) * t
    return ((np.sin((1 - t) * angle) * a + np.sin(t * angle) * b) / np.sin(angle)).astype(np.float32)
