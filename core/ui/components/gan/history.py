"""Pictures of the same noise at every age of a generator, above what was measured while it learnt."""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from core.gan.history import History
from core.ui.components import packed

_mount = packed.component("gan/history", "gan/pictures")
PLAY = "play"


def history(
    images: NDArray[np.uint8],
    across: int,
    told: History,
    age: str,
    words: Mapping[str, str],
    key: str,
    on_age: Callable[[], None],
) -> None:
    """Draw pictures (N, ages, S, S), or (N, ages, S, S, 3) in colour, at the age of that number, or play all.

    `across` of them stand in a row; `PLAY` plays all ages.
    When the learner lets go of the slider, `st.session_state[key].age` is its number as text.
    """
    data = {
        "images": packed.small(images),
        "count": len(images),
        "side": images.shape[2],
        "colours": images.shape[4] if images.ndim == 5 else 1,
        "across": across,
        "steps": list(told.steps),
        "agreement": list(told.agreement),
        "distances": list(told.distances),
        "losses": {
            "step": told.loss_steps.tolist(),
            "discriminator": told.discriminator_losses.tolist(),
            "generator": told.generator_losses.tolist(),
        },
        "age": age,
        "words": dict(words),
    }
    _mount(key=key, data=data, on_age_change=on_age)
