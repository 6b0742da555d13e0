"""A wall of generated pictures, and a bench where two or three of them are blended, bent and added."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.gan.infer import Samples
from core.media import images
from core.ui.components import packed

_mount = packed.component("gan/wall", "gan/made_wall", "gan/pictures")
ACROSS = 8


@dataclass(frozen=True)
class Wall:
    """Samples of a model, its `directions` (k, 64) that sliders follow, and the `names` of its classes."""

    model: str
    made: Samples
    directions: NDArray[np.float32]
    names: Sequence[str]


def wall(shown: Wall, pins: str, words: Mapping[str, str], key: str, on_pin: Callable[[], None]) -> None:
    """Draw the samples and the bench; `gan_nets.carry(model)` is to be on the same page.

    `pins` are the numbers of the pictures A, B and C, as in "0.9.4"; `st.session_state[key].pins` says what
    the learner has made of them.
    """
    data = {
        "model": shown.model,
        "sheet": packed.png(images.to_png(images.sheet(shown.made.bytes, ACROSS))),
        "latents": packed.floats(shown.made.latents),
        "classes": shown.made.classes.argmax(1).tolist(),
        "scores": [round(float(score), 3) for score in shown.made.scores],
        "directions": packed.floats(shown.directions),
        "strong": len(shown.directions),
        "latent": shown.made.latents.shape[1],
        "count": len(shown.made),
        "across": ACROSS,
        "names": list(shown.names),
        "pins": pins,
        "words": dict(words),
    }
    _mount(key=key, data=data, on_pins_change=on_pin)
