"""A bundle of polynomials, each through its own draw of the dots, with bias² and variance by degree."""

from collections.abc import Callable, Mapping

import numpy as np

from core.overfitting import polynomial
from core.overfitting.polynomial import Bundle
from core.ui.components import packed

_mount = packed.component("overfitting/curve_bundle", "overfitting/least_squares", "overfitting/degree_stage")
TOP = 0.8


def curve_bundle(
    draws: Bundle,
    degree: int,
    words: Mapping[str, str],
    key: str,
    on_degree: Callable[[], None],
    on_noise: Callable[[], None],
) -> None:
    """Draw one curve a row of the heights.

    Where the learner lets go of them, `st.session_state[key].degree` and `.noise` are degree and noise as
    texts, the noise one of NOISES.
    """
    data = {
        "xs": packed.floats(draws.x),
        "plain": packed.floats(draws.plain),
        "chance": packed.floats(draws.chance),
        "rule": packed.floats(polynomial.truth(np.linspace(-1, 1, 201))),
        "noise": f"{draws.noise:g}",
        "noises": list(polynomial.NOISES),
        "key": packed.floats(draws.chance[0]),
        "top": TOP,
        "degree": str(degree),
        "words": dict(words),
    }
    _mount(key=key, data=data, on_degree_change=on_degree, on_noise_change=on_noise)
