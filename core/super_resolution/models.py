"""The bundled networks of the lesson; what is not trained yet is left out."""

from functools import partial
from typing import TYPE_CHECKING

from core.runtime import cards
from core.runtime.specs import bundled, register

if TYPE_CHECKING:
    from torch import nn

SCALES = {"sr_x2": 2, "sr_x4": 4, "srgan_x2": 2, "srgan_x4": 4}
"""how many times a network enlarges"""
LEARNT = {
    ("squared_error", 2): "sr_x2",
    ("squared_error", 4): "sr_x4",
    ("judged", 2): "srgan_x2",
    ("judged", 4): "srgan_x4",
}
"""networks by what they were taught by and by factor"""


def build(scale: int) -> "nn.Module":
    """Return an untrained enlarging network."""
    from core.super_resolution.networks import Enlarger

    return Enlarger(scale)


def here() -> list[str]:
    """Return the networks that are bundled."""
    return [name for name in SCALES if (cards.BUNDLED / f"{name}.json").is_file()]


for name in here():
    scale = SCALES[name]
    title = f"{'SRGAN' if name.startswith('srgan') else 'SRResNet'} ×{scale}"
    spec = bundled(name, cards.read(name)["task"], title, partial(build, scale), input_shape=(3, 64, 64))
    register(__name__, spec)
