"""What was assumed to read the learner's recording, in sentences, and how to read it in another way."""

import streamlit as st

from core.activity.recording import Choices
from core.i18n.catalog import Words
from core.ui import faults, inputs, shell
from core.ui.parts.activity import recordings

AUTOMATIC, AXES = "auto", 3
UNITS = (AUTOMATIC, "m/s²", "g")


def add(say: Words) -> None:
    """Draw the upload, and for every table that was not understood the form to choose its columns."""
    recordings.add_recordings(say)
    for key, table in list(recordings.unread().items()):
        with st.container(border=True):
            told = faults.sentence(say, table.problem, inputs.plain)
            st.warning(f"{inputs.plain(table.name)}: {told}", icon=":material/table_chart:")
            named = table.columns
            guess = Choices(time=named[0] if len(named) > AXES else "", accel=named[-AXES:])
            _form(say, key, named, guess, narrow=True)
            leave = {"key": f"leave_{key}", "icon": ":material/close:"}
            st.button(say("leave_out"), on_click=recordings.unread().pop, args=(key, None), **leave)
    problem = st.session_state.pop("reading_problem", None)
    if problem is not None:
        shell.show(problem)


def draw(say: Words) -> None:
    """Draw what was assumed, if the chosen recording is the learner's own."""
    key = st.session_state.get("recording")
    own = recordings.own_recordings().get(key)
    if own is None:
        return
    with st.expander(
        say("own_read" if own.packed else "own_phone"), icon=":material/fact_check:", expanded=True
    ):
        for note in own.recording.notes:
            facts = {k: inputs.plain(v) if isinstance(v, str) else v for k, v in note.facts.items()}
            st.markdown(f"- {say(f'notes.{note.code}', **facts)}")
        if own.packed:
            recording = own.recording
            _form(say, key, recording.columns, recording.used, gyro=recording.gyro_rads is not None)


def _form(
    say: Words,
    key: str,
    columns: tuple[str, ...],
    used: Choices,
    gyro: bool | None = None,
    narrow: bool = False,
) -> None:
    """Draw the choices, side by side if not `narrow`; the file is read again when the learner asks for it."""
    with st.form(f"reading_{key}", border=False):
        st.markdown(f"**{say('own_change')}**")
        place = [st.container()] * 4 if narrow else st.columns(4)
        no_time = say("no_time")
        time = (no_time, *columns)
        at = time.index(used.time) if used.time in time else 0
        place[0].selectbox(say("time_column"), time, at, key=f"time_{key}")
        for i, axis in enumerate("xyz"):
            chosen = columns.index(used.accel[i]) if used.accel and used.accel[i] in columns else 0
            place[i + 1].selectbox(say("axis_column", axis=axis), columns, chosen, key=f"{axis}_{key}")
        place = [st.container()] * 4 if narrow else st.columns(4, vertical_alignment="bottom")
        names = {AUTOMATIC: say("automatic")}
        place[0].selectbox(
            say("unit_choice"), UNITS, 0, lambda unit: names.get(unit, unit), key=f"unit_{key}"
        )
        place[1].number_input(say("rate_choice"), 0.0, 1000.0, 0.0, key=f"rate_{key}")
        with place[2]:
            turn = {"key": f"turn_{key}", "help": say("turn_signs_help")}
            st.toggle(say("turn_signs"), bool(used.turn), **turn)
            if gyro is not None:
                st.toggle(say("use_gyro"), gyro, key=f"gyro_{key}")
        place[3].form_submit_button(say("read_again"), on_click=_read, args=(key, no_time))


def _read(key: str, no_time: str) -> None:
    """Read the file as the learner has chosen; what is wrong with that is told in the next run."""
    names = ("time", "x", "y", "z", "unit", "rate", "turn", "gyro")
    said = {name: st.session_state.get(f"{name}_{key}") for name in names}
    mine = recordings.own_recordings().get(key) or recordings.unread()[key]
    choices = Choices(
        time="" if said["time"] == no_time else said["time"],
        accel=(said["x"], said["y"], said["z"]),
        gyro=() if said["gyro"] is False else None,
        unit=None if said["unit"] == AUTOMATIC else said["unit"],
        rate_hz=said["rate"] or None,
        turn=said["turn"],
    )
    try:
        read = mine.read_again(choices)
    except Exception as problem:  # no file breaks a page
        st.session_state["reading_problem"] = problem
    else:
        if key in recordings.own_recordings():
            recordings.own_recordings()[key] = read
        else:
            recordings.keep(key, read)
