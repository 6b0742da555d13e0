"""Learning without labels, layer by layer: the stack of autoencoders, and the Boltzmann machine."""

import numpy as np
import streamlit as st

from core.denoising import figures, layers, quality
from core.denoising.layers import Chain
from core.denoising.models import RBM, STACK
from core.denoising.sizes import SIDE
from core.figures import theme
from core.i18n.catalog import Words
from core.media import images
from core.media.tables import to_csv
from core.runtime import cards
from core.ui import cache, controls, panels, queue, shell
from core.ui.components.denoising.boltzmann import Boltzmann, boltzmann
from core.ui.parts.denoising import source

VIEWS = ("stack", "rbm")
STARTS = ("digit", "noise")
STEPS = 40
"""Gibbs steps that can be walked"""
TILE_PX = 148


@shell.fragment
def draw(say: Words) -> None:
    """Draw the part."""
    stage, side = panels.stage_and_controls()
    with stage:
        view = controls.view(say, "layer_view", VIEWS)
    {"stack": stack, "rbm": machine}[view](say, stage, side)


@cache.per_session
def rebuilt(key: str, _picture: np.ndarray, _say: Words) -> np.ndarray:
    """Return a picture rebuilt from one layer, two, three."""
    return queue.ask(_say, layers.stacked, _picture)


def stack(say: Words, stage: object, side: object) -> None:
    """Draw what is left of a digit above each layer, and what the layers are worth with few labels."""
    with side:
        picture = source.digit(say)
    card = cards.read(STACK)
    made = rebuilt(picture.key, picture.picture, say)
    psnr = quality.psnr(np.repeat(picture.picture[None], len(made), 0), made)
    with stage:
        with st.container(horizontal=True, gap="small"):
            tile(say("stack_input"), picture.picture)
            for i, (units, score) in enumerate(zip(card["layers"]["units"], psnr, strict=True)):
                tile(say("stack_layer", n=i + 1, units=units, psnr=theme.number(float(score), 1)), made[i])
        st.subheader(say("few_title"), anchor=False)
        few_labels(say, card["curves"])
    panels.model_card(say, STACK)


def tile(label: str, picture: np.ndarray) -> None:
    """Draw a small picture (28, 28) in 0..1 with its name."""
    shown = np.rint(np.clip(picture, 0, 1) * 255).astype(np.uint8).repeat(6, 0).repeat(6, 1)
    with st.container(width=TILE_PX):
        st.image(images.to_png(shown), caption=label, width=TILE_PX, alt=label)


def few_labels(say: Words, curves: dict) -> None:
    """Draw the accuracy by the number of labels, with and without layers learnt before."""
    found = {say(f"few_{name}"): np.array(curves[name]) for name in ("pretrained", "random")}
    labels = curves["labels"]
    some = len(labels) // 2
    means = {name: np.array(curves[name]).mean(1) for name in ("pretrained", "random")}
    facts = {
        "n": f"{labels[some]:,}",
        "with": theme.percent(means["pretrained"][some]),
        "without": theme.percent(means["random"][some]),
        "last": f"{labels[-1]:,}",
        "with_last": theme.percent(means["pretrained"][-1]),
        "without_last": theme.percent(means["random"][-1]),
    }
    figure = figures.few_labels(labels, found, (say("few_axis_labels"), say("few_axis_accuracy")))
    panels.chart(figure, say("few_verdict", **facts), "few_labels")
    panels.verdict(say("few_verdict", **facts))
    rows = [
        [n, name, seed, value]
        for name in ("pretrained", "random")
        for n, values in zip(labels, curves[name], strict=True)
        for seed, value in enumerate(values)
    ]
    header = [say("few_axis_labels"), say("few_kind"), say("seed"), say("few_axis_accuracy")]
    panels.download(say, "download_csv", to_csv(header, rows), "few_labels.csv", "text/csv")


@cache.per_session
def walked(key: str, seed: int, _start: np.ndarray, _say: Words) -> Chain:
    """Return a Gibbs chain of the bundled machine."""
    return queue.ask(_say, layers.chain, _machines(_say)[-1], _start.ravel(), STEPS, seed)


def _machines(say: Words) -> list:
    return queue.ask(say, machines)


@st.cache_resource(max_entries=1, show_spinner=False)
def machines() -> list:
    """Return the bundled machine at each of its ages."""
    return layers.machines()


def machine(say: Words, stage: object, side: object) -> None:
    """Draw the filters as they grew, and a Gibbs chain."""
    with side:
        begin = controls.choice(
            st.selectbox,
            say("rbm_start"),
            STARTS,
            "rbm_start",
            STARTS[0],
            lambda name: say(f"rbm_starts.{name}"),
        )
        seed = int(st.number_input(say("seed"), 0, 9999, 0, key="rbm_seed", bind="query-params"))
        picture = source.digit(say) if begin == "digit" else None
    start = np.full((SIDE, SIDE), 0.5, np.float32) if picture is None else picture.picture
    found = walked(picture.key if picture else "noise", seed, start, say)
    aged = _machines(say)
    filters = np.stack([one.weights.T for one in aged])
    ages = [say("rbm_age", n=f"{steps:,}") for steps in cards.read(RBM)["ages"]]
    with stage:
        words = say.table("boltzmann")
        shown = Boltzmann(filters, ages, found.visible, found.hidden, found.energy, SIDE)
        boltzmann(shown, words, "rbm_stage")
        first, last = (theme.number(float(found.energy[i]), 1) for i in (0, -1))
        panels.verdict(say("rbm_verdict", n=STEPS, first=first, last=last))
        st.latex(r"E(v, h) = -a^\top v - b^\top h - v^\top W h")
    panels.model_card(say, RBM)
