"""Teach it your own: recordings of a few movements, a model in a second, a test on people left out."""

from dataclasses import replace

import numpy as np
import streamlit as st

from core.activity import teaching, walker
from core.activity.recording import Recording
from core.activity.teaching import Piece, Score
from core.activity.walker import Walker
from core.figures import charts, theme
from core.i18n.catalog import Words
from core.i18n.plain_text import shown
from core.ui import cache, inputs, own, panels, queue, shell
from core.ui.components import courier
from core.ui.components.activity import phone_motion as recorder
from core.ui.components.common.bars import bars
from core.ui.parts.activity import orientation, reading, recordings, source

EXAMPLES = {
    "stroll": Walker(cadence=1.45, bounce=0.8, impact=0.7),
    "stride": Walker(cadence=1.85, bounce=1.2, impact=1.2),
    "run": Walker(cadence=2.7, bounce=2.4, impact=2.2),
}
EXAMPLE_PEOPLE = {"A": 0.87, "B": 1.0, "C": 1.13}
"""how much faster and stronger each simulated person moves than usual"""
EXAMPLE_S = 10.0
MOST_PIECES, LONGEST_NAME = 40, 24


@shell.fragment
def draw(say: Words) -> None:
    """Draw the part."""
    stage, side = st.columns([5, 3], gap="large")
    with side:
        st.caption(say("teach.how"))
        reading.add(say)
        mine = recordings.own_recordings()
        if mine:
            called = {key: shown(each.name) for key, each in mine.items()}
            st.selectbox(say("source"), list(mine), len(mine) - 1, called.get, key=own.key("teach_from"))
            st.button(say("teach.add"), on_click=_take_own, icon=":material/add:", width="stretch")
        if _own():
            st.button(say("teach.forget"), on_click=_forget, icon=":material/restart_alt:", width="stretch")
    with stage:
        what, who = st.columns(2)
        what.text_input(
            say("teach.movement"), say("teach.stroll"), LONGEST_NAME, key=own.key("teach_movement")
        )
        who.text_input(say("teach.person"), say("teach.me"), LONGEST_NAME, key=own.key("teach_person"))
        recorder.phone_motion(
            source.names(say),
            source.names(say, "shorts"),
            say.table("recorder"),
            own.key("teach_recorder"),
            answer=None,
            on_recorded=_take_recording,
        )
        pieces = _own() or examples(say)
        if not _own():
            st.caption(say("teach.examples"))
        results(say, orientation.alike(say, pieces))


def results(say: Words, pieces: dict[str, Piece]) -> None:
    """Draw what was collected, and how well a model knows it from people whom it has not seen."""
    rows = [
        {
            say("teach.movement"): piece.movement,
            say("teach.person"): piece.person,
            say("teach.seconds"): round(float(piece.recording.time_s[-1])),
        }
        for piece in pieces.values()
    ]
    try:
        scores = tested(tuple(pieces), pieces, say)
    except teaching.TeachingError as error:
        shell.show(error)
    else:
        movements = list(dict.fromkeys(piece.movement for piece in pieces.values()))
        draw_scores(say, scores, movements, len({piece.person for piece in pieces.values()}))
    with st.expander(say("teach.collected", n=len(rows)), icon=":material/list:"):
        st.dataframe(rows, hide_index=True, height="content")


@cache.per_session
def tested(keys: tuple[str, ...], _pieces: dict[str, Piece], _say: Words) -> list[Score]:
    """Return one score a person: from a model that learnt from everybody else."""
    return queue.ask(_say, teaching.leave_one_person_out, list(_pieces.values()))


def draw_scores(say: Words, scores: list[Score], movements: list[str], people: int) -> None:
    """Draw a bar a person, what was taken for what, and the sentence; `people` gave examples."""
    if not scores:
        st.info(say("teach.apart"), icon=":material/group:")
        return
    alone = not scores[0].person
    names = [say("teach.last_third") if alone else say("teach.without", person=s.person) for s in scores]
    shares = [score.accuracy for score in scores]
    facts = ", ".join(f"{n} {theme.percent(s)}" for n, s in zip(names, shares, strict=True))
    bars(names, shares, say("teach.bars_alt", facts=facts), key="teach_bars")
    counts = np.sum([score.counts for score in scores], axis=0)
    mean = theme.percent(float(counts.trace() / max(1, counts.sum())))
    untested = len(scores) < people
    kind = "alone" if alone else "some" if untested else "all" if min(shares) == max(shares) else "people"
    worst = inputs.plain(scores[int(np.argmin(shares))].person)
    panels.verdict(say(f"teach.verdict_{kind}", share=mean, worst=worst))
    figure = charts.confusion(counts, movements, say("axis_answer"), say("axis_true"))
    panels.chart(figure, say("teach.confusion_alt", facts=facts), key="teach_confusion")


def examples(say: Words) -> dict[str, Piece]:
    """Return what three simulated people do, so that there is something to look at before anybody moves."""
    return {
        f"{say.lang} {name} {person}": Piece(
            say(f"teach.{name}"), say("teach.simulated", name=person), _example(name, person)
        )
        for name in EXAMPLES
        for person in EXAMPLE_PEOPLE
    }


@st.cache_resource(max_entries=16, show_spinner=False)
def _example(name: str, person: str) -> Recording:
    usual, by = EXAMPLES[name], EXAMPLE_PEOPLE[person]
    somebody = replace(usual, cadence=usual.cadence * by, bounce=usual.bounce * by, impact=usual.impact * by)
    return walker.simulate(somebody, EXAMPLE_S, seed=ord(person))


def _own() -> dict[str, Piece]:
    return own.get("pieces", {})


def _take(recording: Recording) -> None:
    """Keep a recording as an example of the movement and the person whose names stand beside."""
    pieces, number = own.own("pieces", {}), own.get("piece_number", 0) + 1
    own.keep("piece_number", number)
    movement, person = (shown(st.session_state[own.key(f"teach_{name}")]) for name in ("movement", "person"))
    pieces[f"piece {number}"] = Piece(movement or "1", person or "1", recording)
    while len(pieces) > MOST_PIECES:
        pieces.pop(next(iter(pieces)))


def _take_recording() -> None:
    recording = recorder.unpack(courier.once(own.key("teach_recorder"), "recorded"))
    if recording is not None:
        _take(recording)


def _take_own() -> None:
    _take(recordings.own_recordings()[st.session_state[own.key("teach_from")]].recording)


def _forget() -> None:
    own.pop("pieces")
    own.get(orientation.TURNED, set()).discard(orientation.TAUGHT)
