"""A wall of generated pictures, and a bench where two or three of them are blended, bent and added."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from core.gan.infer import Samples
from core.ui.components import packed

_mount = packed.component("gan/wall", "gan/pictures")
ACROSS = 8


def wall(
    model: str,
    made: Samples,
    directions: NDArray[np.float32],
    names: Sequence[str],
    pins: str,
    words: Mapping[str, str],
    key: str,
    on_pin: Callable[[], None],
) -> None:
    """Draw the samples and the bench; `gan_nets.carry(model)` is to be on the same page.

    `pins` are the numbers of the pictures A, B and C, as in "0.9.4"; `st.session_state[key].pins` says what
    the learner has made of them. `directions` (k, 64) are those of the sliders, `names` those of classes.
    """
    data = {
        "model": model,
        "images": packed.small(np.rint(made.images * 255)),
        "latents": packed.floats(made.latents),
        "classes": made.classes.argmax(1).tolist(),
        "scores": [round(float(score), 3) for score in made.scores],
        "directions": packed.floats(directions),
        "strong": len(directions),
        "latent": made.latents.shape[1],
        "count": len(made),
        "across": ACROSS,
        "names": list(names),
        "pins": pins,
        "words": dict(words),
    }
    _mount(key=key, data=data, on_pins_change=on_pin)
