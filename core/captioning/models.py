"""The bundled network of the lesson."""

from typing import TYPE_CHECKING

from core.runtime import cards
from core.runtime.specs import bundled, register

if TYPE_CHECKING:
    from torch import nn

NAME = "captioner"
PLACES = (49, 1280)
"""places of a photo, and numbers that EfficientNet-Lite0 has for each"""


def build() -> "nn.Module":
    """Return an untrained captioner for the words on its card."""
    from core.captioning.networks import Captioner

    return Captioner(len(cards.read(NAME)["labels"]))


register(__name__, bundled(NAME, "captioning", "Show, attend and tell", build, input_shape=PLACES))
