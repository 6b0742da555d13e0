"""A bundle of polynomials, each through its own draw of the dots, with bias² and variance by degree."""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from core.overfitting import polynomial
from core.ui.components import packed

_mount = packed.component("overfitting/curve_bundle", "overfitting/least_squares", "overfitting/degree_stage")
TOP = 0.8


def curve_bundle(
    draws: tuple[NDArray, NDArray],
    degree: int,
    words: Mapping[str, str],
    key: str,
    on_change: Callable[[], None],
) -> None:
    """Draw one curve a row of the heights, `draws` = (n,) places and (runs, n) heights.

    Where the learner lets go of it, `st.session_state[key].degree` is the degree as text.
    """
    x, heights = draws
    data = {
        "xs": packed.floats(x),
        "heights": packed.floats(heights),
        "rule": packed.floats(polynomial.truth(np.linspace(-1, 1, 201))),
        "noise": polynomial.NOISE,
        "key": packed.floats(heights[0]),
        "top": TOP,
        "degree": str(degree),
        "words": dict(words),
    }
    _mount(key=key, data=data, on_degree_change=on_change)
