"""A polynomial through a few dots: the more it can bend, the better it fits them, and not the new ones."""

import streamlit as st

from core.figures import theme
from core.i18n.catalog import Words
from core.overfitting import polynomial
from core.ui import controls, panels, shell
from core.ui.components.overfitting.fit_degree import fit_degree

COUNTS = tuple(str(n) for n in polynomial.COUNTS)
START, NOISE = str(polynomial.START), f"{polynomial.NOISE:g}"


@shell.fragment
def draw(say: Words) -> None:
    """Draw the part."""
    stage, side = panels.stage_and_controls()
    with side:
        count = controls.choice(st.select_slider, say("dot_count"), COUNTS, "dot_count", COUNTS[0])
        seed = st.number_input(say("seed"), 0, 9999, 0, key="dots_seed", bind="query-params")
        noise = controls.kept_of("dots_noise", polynomial.NOISES, NOISE)
        noisy = float(noise) > 0
        st.caption(say("dots_about" if noisy else "dots_clean", noise=theme.number(float(noise))))
    with stage:
        sample = polynomial.draw(int(count), int(seed), float(noise))
        degree = polynomial.read(controls.kept("degree", START))
        take = controls.follow("degree", "fit_degree", "degree", START)
        take_noise = controls.follow("dots_noise", "fit_degree", "noise", NOISE)
        fit_degree(sample, degree, say.table("fit"), "fit_degree", take, take_noise)
        panels.verdict(verdict(say, degree, polynomial.errors(sample), noisy))


def verdict(say: Words, degree: int, errors: polynomial.Errors, noisy: bool) -> str:
    """Return whether the curve is too stiff, about right, or knows its dots by heart."""
    best, at = errors.best, degree - 1
    kind = errors.kind(degree)
    if kind == "right" and not noisy:
        kind = "clean"
    facts = {
        "degree": degree,
        "train": theme.number(errors.train[at]),
        "test": theme.number(errors.test[at]),
        "best": best,
        "lowest": theme.number(errors.test.min()),
    }
    return say(f"verdict_{kind}", **facts)
