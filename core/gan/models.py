"""The bundled pairs of generator and discriminator, and the same generators at earlier times of training."""

from functools import partial
from typing import TYPE_CHECKING

from core.gan.codes import CODE
from core.runtime import cards
from core.runtime.specs import bundled, register

if TYPE_CHECKING:
    from torch import nn

SUBJECTS = {"fashion": "Fashion-MNIST", "digits": "MNIST"}
"""what there are pairs for, and the data set"""


def name_of(subject: str) -> str:
    """Return the name of a subject's pair."""
    return f"gan_{subject}"


def ages_of(subject: str) -> str:
    """Return the name of a subject's generator at all ages."""
    return f"gan_{subject}_ages"


def build_pair() -> "nn.Module":
    """Return the untrained pair: codes (B, 74) to pictures (B, 1, 28, 28) and logits (B,)."""
    from core.gan.networks import Pair

    return Pair()


def build_ages(count: int) -> "nn.Module":
    """Return `count` untrained generators: codes (B, 74) to pictures (B, ages, 28, 28)."""
    from core.gan.networks import Ages

    return Ages(count)


for subject, data in SUBJECTS.items():
    register(__name__, bundled(name_of(subject), "gan", f"GAN ({data})", build_pair, input_shape=(CODE,)))
    count = len(cards.read(ages_of(subject))["stages"])
    title = f"GAN ({data}) × {count}"
    ages = partial(build_ages, count)
    register(__name__, bundled(ages_of(subject), "gan_ages", title, ages, input_shape=(CODE,)))
