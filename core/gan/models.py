"""The bundled pairs of generator and discriminator, generators at earlier times of training, and of skies."""

from functools import partial
from typing import TYPE_CHECKING

from core.gan.codes import CODE, LATENT, SKY_CLASSES
from core.runtime import cards
from core.runtime.specs import bundled, register

if TYPE_CHECKING:
    from torch import nn

SUBJECTS = {"fashion": "Fashion-MNIST", "digits": "MNIST"}
"""what there are pairs for, and the data set"""
SKIES = "skies"
"""the subject in colour: a generator at all ages, without a discriminator"""


def name_of(subject: str) -> str:
    """Return the name of a subject's pair."""
    return f"gan_{subject}"


def ages_of(subject: str) -> str:
    """Return the name of a subject's generator at all ages."""
    return name_of(subject) if subject == SKIES else f"gan_{subject}_ages"


def build_pair() -> "nn.Module":
    """Return the untrained pair: codes (B, 74) to pictures (B, 1, 28, 28) and logits (B,)."""
    from core.gan.networks import Pair

    return Pair()


def build_ages(count: int) -> "nn.Module":
    """Return `count` untrained generators: codes (B, 74) to pictures (B, ages, 28, 28)."""
    from core.gan.networks import Ages

    return Ages(count)


def build_skies(count: int) -> "nn.Module":
    """Return `count` untrained generators: codes (B, 68) to pictures (B, ages, 3, 64, 64)."""
    from core.gan.sky_networks import Ages

    return Ages(count)


for subject, data in SUBJECTS.items():
    register(__name__, bundled(name_of(subject), "gan", f"GAN ({data})", build_pair, input_shape=(CODE,)))
    count = len(cards.read(ages_of(subject))["stages"])
    title = f"GAN ({data}) × {count}"
    ages = partial(build_ages, count)
    register(__name__, bundled(ages_of(subject), "gan_ages", title, ages, input_shape=(CODE,)))

count = len(cards.read(name_of(SKIES))["stages"])
title, skies = f"GAN (skies, 64×64) × {count}", partial(build_skies, count)
shape = (LATENT + SKY_CLASSES,)
register(__name__, bundled(name_of(SKIES), "gan_ages", title, skies, input_shape=shape))
