"""A polynomial through dots, its degree dragged, beside its errors on seen and on new dots."""

from collections.abc import Callable, Mapping

import numpy as np

from core.overfitting import polynomial
from core.overfitting.polynomial import Sample
from core.ui.components import packed

_mount = packed.component("overfitting/fit_degree", "overfitting/least_squares", "overfitting/degree_stage")
TOP = 1.2
"""errors above it leave the chart and are told in figures"""


def fit_degree(
    sample: Sample,
    degree: int,
    words: Mapping[str, str],
    key: str,
    on_degree: Callable[[], None],
    on_noise: Callable[[], None],
) -> None:
    """Draw the dots and the polynomial of this degree.

    Where the learner lets go of them, `st.session_state[key].degree` and `.noise` are degree and noise as
    texts, the noise one of NOISES.
    """
    data = {
        "xs": packed.floats(sample.x),
        "plain": packed.floats(sample.plain),
        "chance": packed.floats(sample.chance),
        "new_xs": packed.floats(sample.new_x),
        "new_plain": packed.floats(sample.new_plain),
        "new_chance": packed.floats(sample.new_chance),
        "rule": packed.floats(polynomial.truth(np.linspace(-1, 1, 201))),
        "key": packed.floats(sample.chance),
        "noise": f"{sample.noise:g}",
        "noises": list(polynomial.NOISES),
        "top": TOP,
        "degree": str(degree),
        "words": dict(words),
    }
    _mount(key=key, data=data, on_degree_change=on_degree, on_noise_change=on_noise)
