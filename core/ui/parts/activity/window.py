"""A window glides over a recording, and the ribbon of answers grows under it."""

from dataclasses import dataclass
from functools import partial

import numpy as np
import streamlit as st

from core.activity import generate, infer, signals
from core.activity.recording import ACTIVITIES
from core.figures import theme
from core.i18n.catalog import Words
from core.ui import panels, shell
from core.ui.parts.activity import orientation, reading, source
from core.ui.parts.activity.source import Source

QUARTER = 90  # degrees


@shell.fragment
def draw(say: Words) -> None:
    """Draw the part."""
    stage, side = panels.stage_and_controls()
    with side:
        here = source.choose(say)
        model = source.choose_model(say, here)
        reading.add(say)
    with stage:
        found = source.answers(say, here, model)
        source.picture(say, here, found, "motion")
        panels.verdict(verdict(say, here, found, model))
        st.caption(times(say, found))
        csv = partial(source.table, say, found)
        panels.download(say, "download_table", csv, "activities.csv", "text/csv")
        reading.draw(say)
    upstairs(say, here, found)
    panels.model_card(say, model)
    if here.kind == source.GENERATED:
        panels.model_card(say, generate.MODEL)


@dataclass(frozen=True)
class Leading:
    """The most frequent answer: which activity, in which share of the windows, its mean probability there."""

    activity: int
    share: float
    probability: float


def leading(found: infer.Activities) -> Leading:
    """Return the answer that most windows get."""
    tops = found.probabilities.argmax(1)
    activity = int(np.bincount(tops, minlength=len(ACTIVITIES)).argmax())
    chosen = tops == activity
    return Leading(activity, float(chosen.mean()), float(found.probabilities[chosen, activity].mean()))


def verdict(say: Words, here: Source, found: infer.Activities, model: str) -> str:
    """Return what the model says of the recording, and what it would say with the phone turned."""
    names, first = source.names(say), leading(found)
    truth = here.truth_at(found.start_s, found.end_s)
    facts = {"first": names[first.activity], "share": theme.percent(first.share)}
    if truth is None:
        said = say("verdict_plain", p=theme.percent(first.probability), **facts)
    else:
        right = found.probabilities.argmax(1) == truth
        facts["share"] = theme.percent(float(right.mean()))
        said = say("verdict_truth", right=int(right.sum()), all=len(right), **facts)
    up = orientation.upward(here.key, here.recording)
    if here.kind == source.OWN and not up.as_trained:
        return f"{said} {say('verdict_askew', axis=up.axis.replace('-', '−'))}"
    if source.weightless(here.recording):
        return said
    rotation = signals.turn(z=QUARTER)
    quarter = Source(f"{here.key} z90", here.kind, signals.turned(here.recording, rotation))
    other = leading(source.answers(say, quarter, model)).activity
    if other == first.activity:
        return f"{said} {say('verdict_holds')}"
    kind = "sways" if model == source.LEARNT_TURNED else "falls"
    return f"{said} {say(f'verdict_{kind}', other=names[other])}"


def times(say: Words, found: infer.Activities) -> str:
    """Return how long each activity lasts by the answers, the longest first."""
    step = float(np.median(np.diff(found.start_s))) if len(found.start_s) > 1 else infer.SECONDS
    seconds = np.bincount(found.probabilities.argmax(1), minlength=len(ACTIVITIES)) * step
    names = source.names(say)
    parts = [
        f"{names[k]} {int(seconds[k] // 60)}:{int(seconds[k] % 60):02d}"
        for k in np.argsort(-seconds)
        if seconds[k]
    ]
    return f"{say('times')} ({say('minutes')}): " + " · ".join(parts)


def upstairs(say: Words, here: Source, found: infer.Activities) -> None:
    """Ask for a simulated person who climbs stairs."""
    walking = here.kind == source.WALKER
    share = float((found.probabilities.argmax(1) == ACTIVITIES.index("upstairs")).mean())
    state = say("upstairs_state", share=theme.percent(share)) if walking else say("upstairs_other")
    panels.challenge(say, walking and share > 0.5, state, "upstairs")
