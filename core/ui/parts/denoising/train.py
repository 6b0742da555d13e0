"""An autoencoder or a Boltzmann machine learns here and now, on small digits."""

import numpy as np
import streamlit as st

from core.denoising import figures, layers
from core.denoising.training import (
    SHOWN,
    SIDE,
    Learner,
    RbmLearner,
    RbmSettings,
    Settings,
    Tested,
    digits,
    tested,
)
from core.figures import theme
from core.i18n.catalog import Words
from core.media import images
from core.media.tables import to_csv
from core.ui import controls, live_training, panels, queue
from core.ui.components import packed
from core.ui.components.denoising.boltzmann import Boltzmann, boltzmann

LEARNERS = ("autoencoder", "rbm")
BOTTLENECKS = ("1", "2", "4", "8", "16", "32")
RATES = ("0.0003", "0.001", "0.003", "0.01", "0.1")
RBM_RATES = ("0.005", "0.02", "0.05", "0.2", "1")
TRAINED = "denoise_trained"
ZOOM, GAP = 9, 8
"""pixels of a shown pixel's side, and between shown digits"""
SMOOTH = 30
"""batches whose loss is averaged for the chart"""
CHAIN = 24


def draw(say: Words) -> None:
    """Draw the part; no fragment, as a click in a fragment would wait for a training instead of ending it."""
    stage, side = panels.stage_and_controls()
    with stage:
        kind = controls.view(say, "learner", LEARNERS)
    with side:
        settings = choose(say) if kind == "autoencoder" else choose_rbm(say)
    with stage:
        begin = live_training.asked_to_begin(say("train_begin"), "denoise_begin")
        place = st.empty()
        if begin:
            learn(say, settings, place)
        with place.container():
            show(say, settings)


def choose(say: Words) -> Settings:
    """Draw how the autoencoder learns."""
    usual, link = Settings(), {"bind": "query-params"}
    name = "train_bottleneck"
    bottleneck = controls.choice(st.select_slider, say(name), BOTTLENECKS, name, str(usual.bottleneck))
    level = st.slider(say("train_level"), 0.0, 0.8, usual.level, 0.05, key="train_level", **link)
    with st.expander(say("more"), icon=":material/tune:"):
        rate = controls.choice(st.select_slider, say("train_rate"), RATES, "train_rate", f"{usual.rate:g}")
        epochs = st.slider(say("train_epochs"), 5, 200, usual.epochs, 5, key="train_epochs", **link)
        seed = st.number_input(say("seed"), 0, 9999, 0, key="train_seed", **link)
    return Settings(bottleneck=int(bottleneck), level=level, rate=float(rate), epochs=epochs, seed=int(seed))


def choose_rbm(say: Words) -> RbmSettings:
    """Draw how the Boltzmann machine learns."""
    usual, link = RbmSettings(), {"bind": "query-params"}
    rate = controls.choice(
        st.select_slider, say("train_rate"), RBM_RATES, "train_rbm_rate", f"{usual.rate:g}"
    )
    gibbs = st.slider(
        say("train_gibbs"), 1, 10, usual.gibbs, key="train_gibbs", help=say("gibbs_help"), **link
    )
    with st.expander(say("more"), icon=":material/tune:"):
        hidden = st.slider(say("train_hidden"), 4, 100, usual.hidden, 4, key="train_hidden", **link)
        epochs = st.slider(say("train_epochs"), 5, 200, usual.epochs, 5, key="train_rbm_epochs", **link)
        seed = st.number_input(say("seed"), 0, 9999, 0, key="train_rbm_seed", **link)
    return RbmSettings(hidden=hidden, rate=float(rate), epochs=epochs, gibbs=gibbs, seed=int(seed))


def learn(say: Words, settings: Settings | RbmSettings, place: st.delta_generator.DeltaGenerator) -> None:
    """Train with a bar, the loss, pictures as they get clearer, and a stop button; keep what came out."""
    learner = Learner(settings) if isinstance(settings, Settings) else RbmLearner(settings)

    def tell() -> tuple[float, str]:
        share, loss = progress(learner)
        return share, say("train_going", percent=theme.percent(share), loss=theme.number(loss, 4))

    def look(where: st.delta_generator.DeltaGenerator, _: int) -> None:
        with where.container():
            glance(say, learner)

    def end() -> None:
        st.session_state[TRAINED] = {settings: learner}

    live_training.train(say, learner, "denoise_stop", place, tell, end, look)


def progress(learner: Learner | RbmLearner) -> tuple[float, float]:
    """Return how far a learner has come, 0..1, and its loss."""
    if isinstance(learner, Learner):
        return learner.steps / learner.total, float(np.mean(learner.losses[-SMOOTH:]))
    return min(1.0, (len(learner.errors) - 1) / learner.settings.epochs), learner.errors[-1]


def glance(say: Words, learner: Learner | RbmLearner) -> None:
    """Draw how a learner is doing while it learns."""
    if isinstance(learner, Learner):
        sheet(say, tested(learner))
    else:
        weights = learner.machine.weights.T
        shown = np.rint(127.5 + 127.5 * weights / np.abs(weights).max()).astype(np.uint8)
        grown = packed.png(images.to_png(tiled(shown)))
        st.image(grown, caption=say("boltzmann.filters"), alt=say("boltzmann.filters"))


def tiled(rows: np.ndarray, across: int = 12) -> np.ndarray:
    """Return pictures (n, 64) uint8 as one grey picture (H, W), `across` in a row, enlarged."""
    gap, step = 4, SIDE * ZOOM // 2 + 4
    high = -(-len(rows) // across)
    out = np.full((high * step + gap, min(across, len(rows)) * step + gap), 90, np.uint8)
    for i, row in enumerate(rows):
        top, left = (gap + n * step for n in divmod(i, across))
        big = row.reshape(SIDE, SIDE).repeat(ZOOM // 2, 0).repeat(ZOOM // 2, 1)
        out[top : top + len(big), left : left + len(big)] = big
    return out


def sheet(say: Words, found: Tested) -> None:
    """Draw test digits in three rows: clean, noisy, rebuilt."""
    for name, pictures in (("clean", found.clean), ("noisy", found.noisy), ("network", found.rebuilt)):
        shown = np.rint(np.clip(pictures[:SHOWN], 0, 1) * 255).astype(np.uint8)
        squares = [x.reshape(SIDE, SIDE).repeat(ZOOM, 0).repeat(ZOOM, 1) for x in shown]
        grey = np.concatenate([np.pad(x, ((0, 0), (0, GAP))) for x in squares], 1)
        solid = np.tile(np.arange(grey.shape[1]) % (SIDE * ZOOM + GAP) < SIDE * ZOOM, (len(grey), 1))
        row = np.dstack([grey, grey, grey, 255 * solid.astype(np.uint8)])[:, :-GAP]
        st.image(packed.png(images.to_png(row)), caption=say(f"makers.{name}"), alt=say(f"makers.{name}"))


def show(say: Words, settings: Settings | RbmSettings) -> None:
    """Draw what a training with these settings came to, or what there is to expect."""
    learner = st.session_state.get(TRAINED, {}).get(settings)
    if learner is None:
        before = Learner(settings) if isinstance(settings, Settings) else RbmLearner(settings)
        glance(say, before)
        panels.verdict(say("train_open"))
    elif isinstance(learner, Learner):
        show_autoencoder(say, learner)
    else:
        show_rbm(say, learner)


def show_autoencoder(say: Words, learner: Learner) -> None:
    """Draw the loss, the test digits and the verdict."""
    found = queue.ask(say, tested, learner)
    sheet(say, found)
    if len(learner.losses) > 1:
        smooth = np.convolve(learner.losses, np.ones(SMOOTH) / SMOOTH, "valid")
        titles = say("train_axis_step"), say("train_axis_loss")
        alt = (
            say("train_alt", n=learner.steps, loss=theme.number(float(smooth[-1]), 4)) if len(smooth) else ""
        )
        panels.chart(figures.losses(smooth, titles), alt, "train_losses")
    noisy, rebuilt = (theme.number(value, 1) for value in found.psnr)
    better = "better" if found.psnr[1] > found.psnr[0] else "worse" if learner.settings.level else "clean"
    stopped = "" if learner.done else f" {say('train_stopped', percent=theme.percent(progress(learner)[0]))}"
    facts = {"noisy": noisy, "rebuilt": rebuilt, "bottleneck": learner.settings.bottleneck}
    panels.verdict(say(f"train_verdict_{better}", **facts) + stopped)
    csv = to_csv([say("train_axis_step"), say("train_axis_loss")], list(enumerate(learner.losses, 1)))
    panels.download(say, "download_csv", csv, "training.csv", "text/csv")


def show_rbm(say: Words, learner: RbmLearner) -> None:
    """Draw the filters as they grew, a Gibbs chain from a test digit, and the verdict."""
    picked = np.unique(np.linspace(0, len(learner.ages) - 1, 8).astype(int))
    filters = np.stack([learner.ages[i][1].weights.T for i in picked])
    ages = [say("rbm_pass", n=learner.ages[i][0]) for i in picked]
    chain = layers.chain(learner.machine, digits()[1][0], CHAIN, learner.settings.seed)
    words = say.table("boltzmann")
    shown = Boltzmann(filters, ages, chain.visible, chain.hidden, chain.energy, SIDE)
    boltzmann(shown, words, "rbm_trained")
    before, after = (theme.number(learner.errors[i], 4) for i in (0, -1))
    panels.verdict(say("rbm_trained", n=len(learner.errors) - 1, before=before, after=after))
    csv = to_csv([say("rbm_column_pass"), say("train_axis_loss")], list(enumerate(learner.errors)))
    panels.download(say, "download_csv", csv, "rbm.csv", "text/csv")
