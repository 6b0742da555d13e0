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
    sample: Sample, degree: int, words: Mapping[str, str], key: str, on_change: Callable[[], None]
) -> None:
    """Draw the dots and the polynomial of this degree.

    Where the learner lets go of it, `st.session_state[key].degree` is the degree as text.
    """
    data = {
        "xs": packed.floats(sample.x),
        "ys": packed.floats(sample.y),
        "new_xs": packed.floats(sample.new_x),
        "new_ys": packed.floats(sample.new_y),
        "rule": packed.floats(polynomial.truth(np.linspace(-1, 1, 201))),
        "key": packed.floats(sample.y),
        "top": TOP,
        "degree": str(degree),
        "words": dict(words),
    }
    _mount(key=key, data=data, on_degree_change=on_change)
