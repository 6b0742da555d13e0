"""A network learns a wave and goes on alone."""

import numpy as np
import streamlit as st

from core.figures import theme
from core.i18n.catalog import Words
from core.media.tables import to_csv
from core.sequences import figures, waves
from core.sequences.cells import KINDS
from core.sequences.waves import SEEN, WAVES, Learner, Plan
from core.ui import controls, live_training, panels

TRAINED = "sequences_wave"
CLOSE = 0.2
"""error of one step ahead below which a network has learnt that"""


def draw(say: Words) -> None:
    """Draw the part; no fragment, as a click in a fragment would wait for a training instead of ending it."""
    stage, side = panels.stage_and_controls()
    with stage:
        wave = controls.view(say, "wave", WAVES)
    with side:
        plan = choose(say, wave)
    with stage:
        begin = live_training.asked_to_begin(say("train_begin"), "wave_begin")
        place = st.empty()
        if begin:
            learn(say, plan, place)
        with place.container():
            show(say, plan)


def choose(say: Words, wave: str) -> Plan:
    """Draw how it learns."""
    link = {"bind": "query-params"}
    kind = controls.choice(st.selectbox, say("kind"), KINDS, "wave_cell", "lstm", str.upper)
    batches = st.slider(say("wave_batches"), 20, 600, 300, 20, key="wave_batches", **link)
    seed = st.number_input(say("seed"), 0, 9999, 0, key="wave_seed", **link)
    st.caption(say("wave_about"))
    return Plan(wave, kind, batches, int(seed))


def learn(say: Words, plan: Plan, place: st.delta_generator.DeltaGenerator) -> None:
    """Train with a bar, the continuation as it gets better, and a stop button."""
    learner = Learner(plan)

    def tell() -> tuple[float, str]:
        share = len(learner.losses) / plan.batches
        return min(1.0, share), say("wave_going", percent=theme.percent(share))

    def look(where: st.delta_generator.DeltaGenerator, n: int) -> None:
        with where.container():
            picture(say, learner, f"wave_look_{n}")

    live_training.train(
        say,
        learner,
        "wave_stop",
        place,
        tell,
        lambda: st.session_state.update({TRAINED: learner}),
        look,
        60.0,
    )


def picture(say: Words, learner: Learner, key: str) -> np.ndarray:
    """Draw the wave and its continuation; return that."""
    made = learner.go_on()
    words = say.table("wave_words")
    panels.chart(figures.continued(learner.values, made, SEEN, words), say("wave_alt"), key)
    return made


def show(say: Words, plan: Plan) -> None:
    """Draw what it makes of the wave and the verdict."""
    learner = st.session_state.get(TRAINED)
    fresh = learner is None or learner.plan != plan or not learner.losses
    learner = Learner(plan) if fresh else learner
    made = picture(say, learner, "wave_picture")
    truth = learner.values[SEEN:]
    lost = waves.lost_at(waves.steady(plan.wave)[SEEN:], made)
    if fresh:
        panels.verdict(say("wave_open"))
    else:
        off = learner.losses[-1] ** 0.5
        facts = {"cell": plan.kind.upper(), "all": waves.AHEAD, "error": theme.number(off, 3)}
        said = (
            say("wave_holds", **facts)
            if lost is None
            else say("wave_lost" if off < CLOSE else "wave_poor", n=lost + 1, **facts)
        )
        noise = say("wave_noise", noise=theme.number(waves.NOISE))
        panels.verdict(f"{said} {noise}" if plan.wave == "noisy" else said)
    header = [say("wave_words.axis"), say("wave_words.truth"), say("wave_words.made")]
    rows = [[SEEN + i, float(t), float(m)] for i, (t, m) in enumerate(zip(truth, made, strict=True))]
    panels.download(say, "download_csv", to_csv(header, rows), "wave.csv", "text/csv")
