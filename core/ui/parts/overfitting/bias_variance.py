"""Thirty runs as a bundle of curves: off the rule together (bias), or apart from each other (variance)."""

import numpy as np
import streamlit as st

from core.figures import theme
from core.i18n.catalog import Words
from core.overfitting import polynomial
from core.ui import controls, panels, shell
from core.ui.components.overfitting.curve_bundle import curve_bundle

COUNTS = tuple(str(n) for n in polynomial.COUNTS)
START, NOISE = "12", f"{polynomial.NOISE:g}"
AT = np.linspace(-1, 1, 201)
NOTHING = 0.002
"""a squared error that cannot be seen in the picture; noise alone makes more"""


@shell.fragment
def draw(say: Words) -> None:
    """Draw the part."""
    stage, side = panels.stage_and_controls()
    with side:
        count = controls.choice(st.select_slider, say("dot_count"), COUNTS, "bundle_count", COUNTS[0])
        seed = st.number_input(say("seed"), 0, 9999, 0, key="bundle_seed", bind="query-params")
        st.caption(say("bundle_about", n=polynomial.RUNS))
    with stage:
        noise = controls.kept_of("bundle_noise", polynomial.NOISES, NOISE)
        draws = polynomial.bundle(int(count), int(seed), float(noise))
        held = controls.kept("bundle_degree", START)
        degree = polynomial.read(held)
        take = controls.follow("bundle_degree", "curve_bundle", "degree", START)
        take_noise = controls.follow("bundle_noise", "curve_bundle", "noise", NOISE)
        curve_bundle(draws, degree, say.table("bundle"), "curve_bundle", take, take_noise)
        panels.verdict(verdict(say, degree, polynomial.parts(draws, AT)))


def verdict(say: Words, degree: int, parts: polynomial.Parts) -> str:
    """Return which part of the error is the largest at this degree, and where it is least in all."""
    at = degree - 1
    named = {"bias": parts.bias2[at], "variance": parts.variance[at], "noise": parts.noise**2}
    largest = max(named, key=lambda name: named[name])
    facts = {name: theme.number(value, 3) for name, value in named.items()} | {
        "degree": degree,
        "total": theme.number(parts.error[at], 3),
        "best": polynomial.DEGREES[int(parts.error.argmin())],
    }
    nothing = parts.error[at] < NOTHING
    return say("verdict_no_error" if nothing else f"verdict_largest_{largest}", **facts)
