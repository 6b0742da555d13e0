"""Whose movement: a generated recording, the simulated person, the learner's own; and the answers to it."""

from dataclasses import dataclass

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from core.activity import generate, infer, walker, windows
from core.activity.recording import ACTIVITIES, GRAVITY, Recording
from core.activity.walker import Walker
from core.i18n.catalog import Words
from core.i18n.plain_text import shown
from core.media.tables import to_csv
from core.runtime import gateway, registry
from core.shared import link_values
from core.ui import cache, controls, queue
from core.ui.components.activity import motion as exhibit
from core.ui.parts.activity import orientation, recordings

WALKER, GENERATED, OWN = "walker", "generated", "own"
PLANS = {
    "tour": (
        ("walking", 12.0),
        ("upstairs", 10.0),
        ("downstairs", 10.0),
        ("sitting", 9.0),
        ("standing", 9.0),
        ("lying", 9.0),
    ),
    "walk": (("walking", 24.0),),
    "stairs": (("walking", 8.0), ("upstairs", 12.0), ("walking", 6.0), ("downstairs", 12.0)),
    "still": (("sitting", 12.0), ("standing", 12.0), ("lying", 12.0)),
}
"""what happens in the generated recordings: activity and seconds"""
SAMPLES = (*PLANS, WALKER)
POSTURES = ("walking", "sitting", "standing", "lying")
WALKER_S, GENERATED_SEED = 20.0, 2
MODEL, NO_GYRO, LEARNT_TURNED = "activity_cnn", "activity_cnn_accel", "activity_cnn_turned"


@dataclass(frozen=True)
class Source:
    """A recording to look at: a key that names its content, and what really happens in it, if known."""

    key: str
    kind: str
    recording: Recording
    truth: tuple[tuple[float, float, int], ...] = ()

    def truth_at(self, start_s: NDArray, end_s: NDArray) -> NDArray[np.intp] | None:
        """Return the activity in the middle of each window (W,), or None where it is not known."""
        if not self.truth:
            return None
        ends = np.array([end for _, end, _ in self.truth])
        which = np.array([activity for _, _, activity in self.truth])
        return which[np.minimum(np.searchsorted(ends, (start_s + end_s) / 2), len(ends) - 1)]


def choose(say: Words) -> Source:
    """Draw the choice of a recording, and the sliders of the simulated person; return the chosen one."""
    recordings.choose_new()
    mine = recordings.own_recordings()
    options = (*reversed(mine), *SAMPLES)

    def called(key: str) -> str:
        if key in mine:
            return say("own_source", name=shown(mine[key].name))
        name = say(f"samples.{key}")
        return name if key == WALKER else say("generated", name=name)

    chosen = controls.choice(st.selectbox, say("source"), options, "recording", SAMPLES[0], called)
    if chosen in mine:
        controls.link("recording", SAMPLES[0], SAMPLES[0])  # what is the learner's own never is in the link
        return of_mine(say, chosen)
    if chosen == WALKER:
        return _walking(say)
    st.caption(say("generated_note"))
    with st.spinner(say("making")):
        return sample(chosen)


def of_mine(say: Words, key: str) -> Source:
    """Return one of the learner's recordings, after what there is to say about which way is up in it."""
    recording = recordings.own_recordings()[key].recording
    if weightless(recording):
        st.warning(say("gravity_missing"), icon=":material/vertical_align_bottom:")
        return Source(f"{key} {recording.used}", OWN, recording)
    name, worn = orientation.as_worn(say, f"{key} {recording.used}", recording)
    return Source(name, OWN, worn)


def weightless(recording: Recording) -> bool:
    """Tell whether gravity is not in a recording, so that nobody knows which way is up."""
    return any(note.code == "no_gravity" for note in recording.notes)


@st.cache_resource(max_entries=16, show_spinner=False)
def sample(name: str) -> Source:
    """Return a generated recording: nobody's, so everybody shares it."""
    ends = np.cumsum([seconds for _, seconds in PLANS[name]])
    which = [ACTIVITIES.index(activity) for activity, _ in PLANS[name]]
    truth = tuple(zip([0.0, *ends[:-1].tolist()], ends.tolist(), which, strict=True))
    made = gateway.call(generate.make, PLANS[name], GENERATED_SEED)
    return Source(name, GENERATED, made, truth)


def _walking(say: Words) -> Source:
    st.caption(say("walker_note"))
    link = {"bind": "query-params"}
    controls.choice(
        st.selectbox,
        say("posture"),
        POSTURES,
        "posture",
        "walking",
        lambda name: say(f"names.{name}"),
        on_change=_take_posture,
    )
    usual = walker.POSTURES["walking"]
    cadence = st.slider(say("cadence"), 0, 180, round(usual.cadence * 60), 2, key="cadence", **link)
    bounce = st.slider(say("bounce"), 0.0, 3.0, usual.bounce, 0.05, key="bounce", **link)
    lean = st.slider(say("lean"), -90, 90, round(usual.lean), key="lean", format="%d°", **link)
    slope = st.slider(say("slope"), -1.0, 1.0, usual.slope, 0.05, key="slope", **link)
    with st.expander(say("more"), icon=":material/tune:"):
        roll = st.slider(say("roll"), -90, 90, round(usual.roll), key="roll", format="%d°", **link)
        impact = st.slider(say("impact"), 0.0, 3.0, usual.impact, 0.05, key="impact", **link)
        turning = st.slider(say("turning_rate"), -1.0, 1.0, usual.turning, 0.02, key="turning", **link)
    person = Walker(cadence / 60, bounce, impact, lean, roll, turning, slope)
    return Source(f"{person}", WALKER, walker.simulate(person, WALKER_S))


def _take_posture() -> None:
    """Set the sliders as the chosen posture has them."""
    chosen = walker.POSTURES[st.session_state.posture]
    st.session_state.cadence = round(chosen.cadence * 60)
    st.session_state.lean, st.session_state.roll = round(chosen.lean), round(chosen.roll)
    for name in ("bounce", "impact", "turning", "slope"):
        st.session_state[name] = getattr(chosen, name)


def choose_model(say: Words, source: Source) -> str:
    """Let the learner choose a model; a recording without gyroscope has one."""
    if source.recording.gyro_rads is None:
        st.info(say("gyro_missing"), icon=":material/sensors_off:")
        return NO_GYRO
    return choose_any(say)


def choose_any(say: Words) -> str:
    """Let the learner choose a model."""
    models = registry.list_models("activity")
    return controls.choice(st.selectbox, say("model"), models, "model", MODEL, lambda name: title(say, name))


def title(say: Words, model: str) -> str:
    """Return what a model is called in the page's language."""
    return say(f"models.{model}")


def answers(say: Words, source: Source, model: str) -> infer.Activities:
    """Return a model's answers, computed on the device or remembered."""
    with st.spinner(say("recognising")):
        return _answers(source.key, model, source, say)


@cache.per_session
def _answers(key: str, model: str, _source: Source, _say: Words) -> infer.Activities:
    return queue.ask(_say, infer.recognise, _source.recording, model)


def names(say: Words, table: str = "names") -> list[str]:
    """Return the six activities in the page's language, in the order of the answers."""
    return [say(f"{table}.{activity}") for activity in ACTIVITIES]


def picture(say: Words, source: Source, found: infer.Activities, key: str) -> None:
    """Draw the recording with its gliding window and the ribbon of answers."""
    signal = windows.resample(source.recording)
    accel, gyro = signal.values[:, :3] / GRAVITY, signal.values[:, 3:]
    shown = exhibit.Motion(
        accel,
        gyro if gyro.size else None,
        windows.RATE,
        found.start_s,
        found.end_s,
        found.probabilities,
        names(say),
        names(say, "shorts"),
        source.truth,
    )
    at = window_number(len(found.start_s))
    exhibit.motion(shown, say.table("motion"), key, at=at, on_at=controls.follow("window", key, "at", "0"))


def window_number(count: int) -> int:
    """Return which of `count` windows is looked at, from 0."""
    return min(link_values.whole(controls.kept("window", "0"), 0, 10**9, 0), count - 1)


def table(say: Words, found: infer.Activities) -> bytes:
    """Return the answers of all windows as CSV."""
    header = [*say("columns").split(","), *names(say)]
    tops = found.probabilities.argmax(1)
    rows = [
        [i, round(float(start), 2), round(float(end), 2), names(say)[top], *np.round(row, 4).tolist()]
        for i, (start, end, top, row) in enumerate(
            zip(found.start_s, found.end_s, tops, found.probabilities, strict=True), 1
        )
    ]
    return to_csv(header, rows)
