"""The bundled networks of the lesson; what is not trained yet is left out."""

from typing import TYPE_CHECKING

from core.runtime import cards
from core.runtime.specs import bundled, register

if TYPE_CHECKING:
    from torch import nn

COLOURING, INPAINTER = "colouring", "inpainter"


def build_colouring() -> "nn.Module":
    """Return the untrained network that colours."""
    from core.colorization.networks import Colouring

    return Colouring()


def build_inpainter() -> "nn.Module":
    """Return the untrained network that fills holes."""
    from core.colorization.networks import Inpainter

    return Inpainter()


def here(name: str) -> bool:
    """Return whether a network is bundled, and its file is here and whole."""
    from core.runtime import weights

    return (cards.BUNDLED / f"{name}.json").is_file() and weights.problem(name) is None


for name, title, build, shapes in (
    (COLOURING, "Colouring network", build_colouring, ((1, 192, 256), (3, 192, 256))),
    (INPAINTER, "Inpainting network (gated convolutions)", build_inpainter, ((3, 128, 128), (1, 128, 128))),
):
    if (cards.BUNDLED / f"{name}.json").is_file():
        facts = {"input_shape": shapes[0], "more_inputs": shapes[1:]}
        register(__name__, bundled(name, cards.read(name)["task"], title, build, **facts))
