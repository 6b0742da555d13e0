"""A trained network from pixel to answer: every layer's maps, and where each number came from."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.architectures.open_network import Layer
from core.ui.components import packed

_mount = packed.component(
    "architectures/open_network", "halves", "architectures/open_layers", "architectures/open_desk"
)
_carry = packed.component("architectures/open_carrier", "halves", "architectures/open_layers")


@dataclass(frozen=True)
class Opened:
    """A picture (28, 28) in 0..1, the network that looks at it, and what its classes are called.

    `at`: the number that is looked at, "layer.map.row.column", layer 0 being the first after the picture.
    `doubt`: below this probability an answer is called doubtful.
    """

    picture: NDArray
    model: str
    names: Sequence[str]
    at: str
    doubt: float


def carry(model: str, layers: Sequence[Layer]) -> None:
    """Put a network where the exhibit finds it; it is large, so it is sent once, outside fragments."""
    parts = [part for layer in layers for part in (layer.weight, layer.bias) if part is not None]
    told = [
        {
            "kind": layer.kind,
            "title": layer.title,
            "weight": None if layer.weight is None else list(layer.weight.shape),
            "padding": layer.padding,
            "size": layer.size,
            "temperature": layer.temperature,
        }
        for layer in layers
    ]
    numbers = packed.numbers(np.concatenate([part.ravel() for part in parts]), "<f2")
    _carry(key=f"carried_{model}", data={"model": model, "layers": told, "numbers": numbers})


def open_network(shown: Opened, words: Mapping[str, str], key: str, on_change: Callable[[], None]) -> None:
    """Draw the layers; the number chosen last is `st.session_state[key].at`, and `on_change` is called.

    The learner may paint into the picture: that stays in the browser.
    """
    data = {
        "picture": packed.floats(shown.picture),
        "model": shown.model,
        "names": list(shown.names),
        "at": shown.at,
        "doubt": shown.doubt,
        "words": dict(words),
    }
    _mount(key=key, data=data, on_at_change=on_change)


def place(text: str) -> str:
    """Return a place as `open_network` takes it; nothing for what is none."""
    parts = text.split(".")
    fits = len(parts) == 4 and all(part.isascii() and part.isdecimal() and len(part) <= 4 for part in parts)
    return text if fits else ""
