"""All ways beside each other: on patches kept aside, and on the photo, one after another, each warm."""

from collections.abc import Mapping

import numpy as np
import streamlit as st

from core.faces import blazeface, comparison, figures, methods
from core.faces.comparison import Run
from core.faces.known import Judged
from core.figures import theme
from core.i18n.catalog import Words
from core.media import images
from core.ui import cache, inputs, panels
from core.ui.parts.faces import judged
from core.ui.parts.faces.learning import VOTES, Learnt, learnt, work

BORDER = 0.6
"""the least score of every window, as they all have the same scale"""


def draw(say: Words, picture: inputs.Picture, setup: tuple[int, int, bool], least: float, step: int) -> None:
    """Draw the patches, and on demand what all ways make of them and of the photo."""
    each, seed, again = setup
    st.subheader(say("compare"), anchor=False)
    examples = methods.split(each, seed).train
    half = len(examples) // 2
    shown = np.concatenate([examples[:12], examples[half : half + 12]])
    st.image(figures.row(shown), width="stretch", alt=say("patches_alt"), caption=say("patches", n=each))
    if not st.toggle(say("all"), key="face_all", bind="query-params"):
        return
    every = {method: learnt(method, each, seed, again, say) for method in methods.METHODS}
    runs = raced(picture.key, setup, least, step, blazeface.missing(), every, picture, say)
    on_photo(say, picture, runs)
    on_patches(say, every, runs)


@cache.per_session(most=6)
def raced(
    key: str,
    setup: tuple[int, int, bool],
    least: float,
    step: int,
    alone: bool,
    _every: Mapping[str, Learnt],
    _picture: inputs.Picture,
    _say: Words,
) -> tuple[Run, ...]:
    """Return what each way finds in a picture and how long it takes; `alone` leaves BlazeFace out."""
    detectors = {method: detector for method, (detector, _, _) in _every.items()}
    once = None if alone else blazeface.FLOOR
    steps = comparison.race(_picture.rgb(), detectors, least, step, BORDER, VOTES, once)
    return work(_say, steps, _say("racing"))


def on_photo(say: Words, picture: inputs.Picture, runs: tuple[Run, ...]) -> None:
    """Draw the photo once for each way, with its boxes and its time."""
    rgb = picture.rgb()
    for place, run in zip(st.columns(len(runs)), runs, strict=True):
        alone = run.method not in methods.METHODS
        judgement = judge_once(say, picture, run) if alone else judged.judge(say, picture, run.boxes)
        image = figures.judged(rgb, run.boxes, judgement.states)
        questions, time = theme.number(run.questions, 0), spent(say, run.seconds)
        told = say("race.facts", n=len(run.boxes), questions=questions, time=time)
        name = named(say, run.method)
        panels.image(place, images.to_jpeg(image, 640), width="stretch", alt=f"{name}: {told}")
        place.markdown(f"**{name}** · {told} {judged.sentence(say, judgement, own=alone)}")
    panels.verdict(verdict(say, runs))
    if blazeface.missing():
        st.info(say("blazeface_missing"), icon=":material/cloud_off:")
    most = theme.number(runs[0].questions, 0)
    st.caption(say("race.measured", rounds=blazeface.ROUNDS, most=most))


def judge_once(say: Words, picture: inputs.Picture, run: Run) -> Judged:
    """Judge what BlazeFace found, by the scores that it gave in the same look."""
    scores = judged.seen(picture.key, picture, say).above(blazeface.FLOOR).scores
    return judged.judge_own(picture, run.boxes, scores)


def verdict(say: Words, runs: tuple[Run, ...]) -> str:
    """Return which way was the fastest, and why."""
    fastest, slowest = (which(runs, key=lambda run: run.seconds) for which in (min, max))
    facts = {
        "times": theme.number(slowest.seconds / max(fastest.seconds, 1e-9), 0),
        "fast": named(say, fastest.method),
        "slow": named(say, slowest.method),
        "questions": theme.number(runs[0].questions, 0),
    }
    once = any(run.method not in methods.METHODS for run in runs)
    if fastest.method not in methods.METHODS:
        return say("race.verdict", **facts)
    return say("race.verdict_few" if once else "race.verdict_alone", **facts)


def named(say: Words, method: str) -> str:
    """Return what a way is called in a few words."""
    return say(f"short.{method}") if method in methods.METHODS else panels.title_of(method)


def spent(say: Words, seconds: float) -> str:
    """Return a time as people say it."""
    return f"{seconds * 1e3:.1f} ms" if seconds < 0.1 else say("race.seconds", s=f"{seconds:.2f}")


def on_patches(say: Words, every: Mapping[str, Learnt], runs: tuple[Run, ...]) -> None:
    """Draw the table of what was learnt here and how it does on patches kept aside."""
    by_name, rows = {run.method: run for run in runs}, []
    for method, (_, marks, seconds) in every.items():
        low, high = map(theme.percent, marks.bounds())
        rows.append(
            {
                say("column.method"): say(f"methods.{method}"),
                say("column.right"): f"{marks.right} / {marks.count} ({low}–{high})",
                say("column.learn"): f"{seconds:.1f} s",
                say("column.patch"): f"{marks.ms:.2f} ms",
                say("column.photo"): spent(say, by_name[method].seconds),
            }
        )
    st.dataframe(rows, hide_index=True)
    left, right = st.columns(2, gap="large")
    right.markdown(say("compare_about"))
    shown = {named(say, method): marks for method, (_, marks, _) in every.items()}
    told = ", ".join(f"{name} {marks.right}/{marks.count}" for name, marks in shown.items())
    figure = figures.roc(shown, say("false_alarms"), say("faces_found"))
    with left:
        panels.chart(figure, say("roc_alt", facts=told), key="face_roc")
