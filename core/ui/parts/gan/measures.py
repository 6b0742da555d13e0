"""Distance to real pictures, classes that are missing, samples that are too much alike."""

from dataclasses import dataclass

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from core.figures import theme
from core.gan import codes, evaluator, figures, frechet, history, infer, models
from core.gan.evaluator import Judged
from core.i18n.catalog import Words
from core.media import images
from core.media.tables import to_csv
from core.runtime import cards
from core.ui import cache, controls, panels, queue
from core.ui.parts.gan import subject

COUNT, PAIRS = 600, 6
AGE = "quality_age"
LEARNT = 0.5
"""share that comes as ordered below which a generator has not learnt its classes yet, and can forget none"""


@dataclass(frozen=True)
class Measured:
    """Samples of one age (N, 28, 28), what the classifier sees in them, their distance to real ones."""

    pictures: NDArray[np.float32]
    judged: Judged
    distance: float
    agreement: float


def draw(say: Words, kind: str) -> None:
    """Draw controls, numbers and charts."""
    told = history.read(kind)
    ages = tuple(map(str, range(len(told.steps))))
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        age = controls.choice(
            st.selectbox,
            say("quality.age"),
            ages,
            AGE,
            ages[-1],
            lambda a: title(say, told, int(a)),
            width=260,
        )
        psi = st.slider(
            say("truncation"), 0.0, 2.0, 1.0, 0.1, key="quality_psi", bind="query-params", width=300
        )
    found = measured(kind, int(age), psi, say)
    names = subject.classes(say, kind)
    numbers(say, found, kind)
    left, right = st.columns(2, gap="large")
    with left:
        st.markdown(f"**{say('quality.histogram')}**")
        figure = figures.histogram(found.judged.counts, names, evaluator.LEAST)
        facts = ", ".join(f"{name} {n}" for name, n in zip(names, found.judged.counts, strict=True))
        panels.chart(figure, say("quality.histogram_alt", facts=facts), "gan_histogram")
    with right:
        st.markdown(f"**{say('quality.bold')}**")
        bold = history.bold(kind)
        figure = figures.bold(bold, psi, (say("quality.axis_psi"), say("quality.axis_distance")))
        best = bold.psi[int(np.argmin(bold.distances))]
        panels.chart(figure, say("quality.bold_alt", best=f"{best:g}"), "gan_bold")
    panels.verdict(verdict(say, found, names, told.agreement[int(age)]))
    st.caption(say("quality.about_charts", n=COUNT))
    twins(say, found)
    header = [say("asked"), say("quality.column_count")]
    rows = [[name, int(n)] for name, n in zip(names, found.judged.counts, strict=True)]
    panels.download(say, "download_csv", to_csv(header, rows), "classes.csv", "text/csv")
    panels.model_card(say, evaluator.name_of(kind))


def title(say: Words, told: history.History, age: int) -> str:
    """Return how an age is called."""
    return say("quality.steps", n=f"{told.steps[age]:,}")


@cache.per_session(most=8)
def measured(kind: str, age: int, psi: float, _say: Words) -> Measured:
    """Return what is measured of the samples of an age."""
    return queue.ask(_say, measure, kind, age, psi)


def measure(kind: str, age: int, psi: float) -> Measured:
    """Make `COUNT` samples and measure them."""
    latents, classes = codes.chance(COUNT, seed=1)
    pictures = infer.of_age(psi * latents, classes, models.ages_of(kind), age)
    judged = evaluator.judge(pictures, kind)
    apart = frechet.distance(frechet.fit(judged.features), history.reference(kind))
    return Measured(pictures, judged, apart, float((judged.named == classes.argmax(1)).mean()))


def numbers(say: Words, found: Measured, kind: str) -> None:
    """Draw the three numbers."""
    usual = cards.read(models.name_of(kind))["metrics"]["frechet_train"]
    distance, even, right = st.columns(3)
    distance.metric(
        say("quality.distance"),
        theme.number(found.distance, 1),
        help=say("quality.distance_help", usual=f"{usual:.2f}"),
    )
    even.metric(
        say("quality.evenness"), theme.percent(found.judged.evenness), help=say("quality.evenness_help")
    )
    right.metric(say("quality.agreement"), theme.percent(found.agreement), help=say("quality.agreement_help"))


def verdict(say: Words, found: Measured, names: list[str], agreement: float) -> str:
    """Return which classes are forgotten: the mode-collapse meter; `agreement` is the age's at ψ = 1."""
    gone = found.judged.forgotten
    facts = {"present": len(names) - len(gone), "all": len(names), "gone": len(gone)}
    facts["names"] = ", ".join(names[i] for i in gone)
    if agreement < LEARNT:
        return say("quality.verdict_early", **facts)
    return say("quality.verdict_gone" if len(gone) else "quality.verdict_all", **facts)


def twins(say: Words, found: Measured) -> None:
    """Draw the samples that are most alike: a generator that copies itself is given away by its twins."""
    partner, gap = evaluator.nearest(found.judged.features)
    order = [i for i in np.argsort(gap) if i < partner[i] or partner[partner[i]] != i][:PAIRS]
    st.markdown(f"**{say('quality.twins')}**")
    with st.container(horizontal=True, gap="small"):
        for i in order:
            pair = np.concatenate([found.pictures[i], np.ones((28, 2)), found.pictures[partner[i]]], 1)
            png = images.to_png(np.rint(pair.repeat(3, 0).repeat(3, 1) * 255).astype(np.uint8))
            apart = say("quality.apart", gap=theme.number(float(gap[i]), 2))
            st.image(png, caption=apart, width=136, alt=say("quality.twins_alt", gap=f"{gap[i]:.2f}"))
    st.caption(say("quality.twins_note", middle=theme.number(float(np.median(gap)), 2)))
