"""What there is to see in one window: gravity, rhythm, features, filters, gates."""

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from core.activity import features, figures, infer, inside, signals, windows
from core.activity.features import FEATURES, Feature
from core.activity.recording import GRAVITY
from core.activity.windows import LENGTH, RATE, Windows
from core.figures import theme
from core.i18n.catalog import Words
from core.ui import cache, controls, panels, queue, shell
from core.ui.parts.activity import reading, source
from core.ui.parts.activity.source import Source

VIEWS = ("gravity", "spectrum", "features", "filters", "gates")
GATES = ("forget", "input", "output", "cell")
MODELS = {"features": "activity_classic", "filters": "activity_cnn", "gates": "activity_lstm"}
MOST_SHOWN = 10
STILL_G = 0.05
"""below this amplitude a rhythm is not worth a name"""
SECONDS = np.arange(LENGTH) / RATE
Window = NDArray[np.float32]


@shell.fragment
def draw(say: Words) -> None:
    """Draw the part."""
    stage, side = panels.stage_and_controls()
    with side:
        view = controls.choice(st.radio, say("view"), VIEWS, "view", VIEWS[0], lambda v: say(f"views.{v}"))
        here = source.choose(say)
        if here.recording.gyro_rads is None and view in MODELS:
            st.info(say("turning.needs_gyro"), icon=":material/sensors_off:")
            here = source.sample(source.SAMPLES[0])
        reading.add(say)
    model = MODELS.get(view, source.MODEL if here.recording.gyro_rads is not None else source.NO_GYRO)
    with stage:
        found = source.answers(say, here, model)
        source.picture(say, here, found, "motion")
        at = source.window_number(len(found.start_s))
        st.markdown(f"#### {say('window_number')} {at + 1}: {say(f'views.{view}')}")
        st.markdown(say(f"{view}_does", n=9, seconds=theme.number(9 / RATE)))
        DRAWN[view](say, here, found, at)
    if view in MODELS:
        panels.model_card(say, model)


@cache.per_session
def prepared(key: str, _here: Source) -> tuple[Windows, signals.Parts, NDArray[np.float64]]:
    """Return the windows, the two parts of the acceleration in g at 50 Hz, and the times of its samples."""
    signal = windows.resample(_here.recording)
    return windows.cut(signal), signals.parts(signal.values[:, :3] / GRAVITY, RATE), signal.time_s


def window_of(here: Source, at: int) -> Window:
    """Return a window (channels, 128)."""
    return prepared(here.key, here)[0].values[at]


def parts_of(here: Source, found: infer.Activities, at: int) -> signals.Parts:
    """Return gravity and body in g, (128, 3) each, in a window."""
    _, both, time = prepared(here.key, here)
    first = int(np.searchsorted(time, found.start_s[at] - 1e-6))
    piece = slice(first, first + LENGTH)
    return signals.Parts(both.gravity[piece], both.body[piece])


def draw_gravity(say: Words, here: Source, found: infer.Activities, at: int) -> None:
    """Draw the slow part of the acceleration above the fast one."""
    both = parts_of(here, found, at)
    mean = both.gravity.mean(0)
    figure = figures.gravity_and_body(
        SECONDS,
        both.gravity,
        both.body,
        (say("gravity_title"), say("body_title")),
        say("axis_time"),
        say("axis_g"),
    )
    facts = ", ".join(f"{axis} {theme.number(value)}" for axis, value in zip("xyz", mean, strict=True))
    panels.chart(figure, say("gravity_alt", n=at + 1, facts=facts), key="gravity")
    most = int(np.abs(mean).argmax())
    value, body = theme.number(abs(mean[most])), theme.number(float(both.body.std(0).max()))
    axis = ("+" if mean[most] > 0 else "−") + "xyz"[most]
    known = not source.weightless(here.recording)
    panels.verdict(say("gravity_verdict" if known else "gravity_none", axis=axis, value=value, body=body))


def draw_spectrum(say: Words, here: Source, found: infer.Activities, at: int) -> None:
    """Draw the rhythms of the length of the body's movement."""
    length = np.linalg.norm(window_of(here, at)[:3], axis=0)[:, None] / GRAVITY
    rhythm = signals.spectrum(length, RATE)
    hz, amplitude = rhythm.frequency_hz[1:33], rhythm.amplitude[1:33, 0]
    best = int(amplitude.argmax())
    figure = figures.spectrum(hz, amplitude, say("axis_hz"), say("axis_strength"))
    said = theme.number(hz[best])
    panels.chart(figure, say("spectrum_alt", n=at + 1, hz=said), key="spectrum")
    if amplitude[best] < STILL_G:
        panels.verdict(say("spectrum_still", g=theme.number(amplitude[best], 3)))
    else:
        panels.verdict(say("spectrum_verdict", hz=said, steps=round(hz[best] * 60)))


def draw_features(say: Words, here: Source, found: infer.Activities, at: int) -> None:
    """Draw which features pushed most towards the answer of the classical model."""
    all_pushes = queue.ask(say, inside.pushes, window_of(here, at))
    top = int(found.probabilities[at].argmax())
    towards = all_pushes.pushes[:, top]
    order = np.argsort(-np.abs(towards))[:MOST_SHOWN]
    names = [feature_name(say, FEATURES[i]) for i in order]
    first = source.names(say)[top]
    figure = figures.pushes(names, towards[order], say("axis_push", first=first))
    facts = ", ".join(f"{n} {theme.number(towards[i], 1)}" for n, i in zip(names, order, strict=True))
    panels.chart(figure, say("features_alt", n=at + 1, facts=facts), key="features")
    best = FEATURES[int(towards.argmax())]
    panels.verdict(
        say("features_verdict", n=len(features.FEATURES), first=first, feature=feature_name(say, best))
    )
    rows = [
        {
            say("column_feature"): feature_name(say, feature),
            say("column_value"): float(value),
            say("column_push"): float(push),
        }
        for feature, value, push in zip(FEATURES, all_pushes.values, towards, strict=True)
    ]
    numbers = {say(c): st.column_config.NumberColumn(format="%.2f") for c in ("column_value", "column_push")}
    st.dataframe(rows, column_config=numbers, hide_index=True, height=320)


def feature_name(say: Words, feature: Feature) -> str:
    """Return what a feature is called on the page, such as "Spread: acceleration x"."""
    kind, _, band = feature.kind.partition(" ")
    signal, of = feature.of.split(" ")
    of = say("feature.length") if of == "length" else of
    return f"{say(f'feature.{kind}', band=band)}: {say(f'feature.{signal}')} {of}"


def draw_filters(say: Words, here: Source, found: infer.Activities, at: int) -> None:
    """Draw the filters of the CNN's first layer, and name the one that answers most strongly."""
    looked = queue.ask(say, inside.filters, window_of(here, at))
    titles = [str(k) for k in range(1, len(looked.weights) + 1)]
    rows = [*(f"a {axis}" for axis in "xyz"), *(f"ω {axis}" for axis in "xyz")]
    figure = figures.filters(looked.weights, titles, rows)
    panels.chart(figure, say("filters_alt", n=len(titles)), key="filters")
    panels.verdict(say("filters_verdict", k=int(looked.answers.max(1).argmax()) + 1))


def draw_gates(say: Words, here: Source, found: infer.Activities, at: int) -> None:
    """Draw one kind of gate of the LSTM over the time of the window."""
    gate = controls.choice(
        st.segmented_control,
        say("gate"),
        GATES,
        "gate_kind",
        "forget",
        lambda name: say(f"gates.{name}"),
        required=True,
    )
    read = queue.ask(say, inside.gates, window_of(here, at))
    figure = figures.gates(getattr(read, gate), SECONDS, gate == "cell", say("axis_time"), say("axis_unit"))
    panels.chart(figure, say("gates_alt", n=at + 1, unit=say(f"gates.{gate}")), key="gates")
    means = {name: theme.percent(float(getattr(read, name).mean())) for name in ("forget", "input", "output")}
    panels.verdict(say("gates_verdict", **means))


DRAWN = {
    "gravity": draw_gravity,
    "spectrum": draw_spectrum,
    "features": draw_features,
    "filters": draw_filters,
    "gates": draw_gates,
}
