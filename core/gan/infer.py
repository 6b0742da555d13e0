"""What the bundled generators make, and what their discriminators say to it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from core.gan.codes import LATENT, chance, joined
from core.runtime import eager, engine, registry, weights

if TYPE_CHECKING:
    from torch import nn

MODEL = "gan_fashion"

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Samples:
    """N generated pictures.

    `images` (N, 28, 28) in 0..1 · `latents` (N, 64) · `classes` (N, 10): class weights · `scores` (N,) in
    0..1: how likely the discriminator takes each for a real picture of the class asked.
    """

    images: Floats
    latents: Floats
    classes: Floats
    scores: Floats

    def __len__(self) -> int:
        """Return N."""
        return len(self.images)

    @property
    def bytes(self) -> NDArray[np.uint8]:
        """Return the pictures in 0..255."""
        return np.rint(self.images * 255).astype(np.uint8)


def sample(
    count: int, seed: int, model: str = MODEL, asked: int | None = None, truncation: float = 1.0
) -> Samples:
    """Return `count` new pictures of the class `asked`, or of all classes, each as likely.

    `truncation` ψ pulls the latents towards their mean, 0: with less of it samples are more usual and more
    alike. The same seed gives the same latents on every device.

    Raises: KeyError for an unknown model; WeightsUnavailable if its file is neither here nor to be had.
    """
    latents, classes = chance(count, seed, asked)
    return decode(truncation * latents, classes, model)


def decode(latents: Floats, classes: Floats, model: str = MODEL) -> Samples:
    """Return the pictures of latents (N, 64) and class weights (N, 10)."""
    images, logits = engine.predictor(model)(joined(latents, classes))
    return Samples(images[:, 0], latents, classes, probability(logits))


def probability(logits: Floats) -> Floats:
    """Return 1 / (1 + e^−logit)."""
    return (0.5 * (1 + np.tanh(logits / 2))).astype(np.float32)


def opinion(images: Floats, classes: Floats, model: str = MODEL) -> Floats:
    """Return how likely the discriminator takes pictures for real ones of their class, (N,) in 0..1.

    `images` (N, 28, 28) in 0..1, `classes` (N, 10): class weights.
    """
    logits = engine.predictor(model, view=discriminator)(images[:, None].astype(np.float32), classes)
    return probability(logits)


def discriminator(pair: "nn.Module") -> "nn.Module":
    """Return the pair's second network."""
    return pair.discriminator


def through_time(latents: Floats, classes: Floats, model: str) -> Floats:
    """Return pictures (N, ages, 28, 28) in 0..1 of the same latents at every age of a generator."""
    return engine.predictor(model)(joined(latents, classes))


def of_age(latents: Floats, classes: Floats, model: str, age: int) -> Floats:
    """Return pictures (N, 28, 28) in 0..1 of the generator at one age, counted from the youngest, 0."""
    return eager.run(registry.load_model(model).generators[age], joined(latents, classes))[:, 0]


def directions(model: str = MODEL, count: int = 6) -> Floats:
    """Return the `count` latent directions (count, 64) that change the first layer most, strongest first.

    They are unit vectors: the eigenvectors of WᵀW for its weights W (SeFa: Shen & Zhou, 2021).
    """
    first = weights.read(model)["generator.first.weight"].float().numpy()[:, :LATENT]
    found = np.linalg.eigh(first.T @ first)[1].T[::-1][:count]  # quicker than the singular vectors of `first`
    signs = np.sign(found[np.arange(count), np.abs(found).argmax(1)])  # which is open
    return (found * signs[:, None]).astype(np.float32)
