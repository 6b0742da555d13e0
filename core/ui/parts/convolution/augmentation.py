"""Augmentation: the same thing photographed differently, and what the classifier makes of it."""

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from core.classification import infer
from core.convolution import augment
from core.convolution.pixels import small
from core.figures import theme
from core.i18n.catalog import Words
from core.media.images import to_jpeg
from core.ui import cache, inputs, panels, queue, shell
from core.ui.parts.convolution import choose_picture

SIDE, CARD_PX = 320, 148
"""pixels of the copy that is changed, and of its picture on the page"""
MODEL = "everyday"


def answers(rgb: NDArray[np.uint8], seed: int) -> dict[tuple[str, int], tuple[str, float]]:
    """Return the top answer and its probability for every kind and level of change."""
    changes = [(kind, level) for kind in augment.KINDS for level in range(1, augment.LEVELS + 1)]
    first = infer.classify(rgb, MODEL, 1)
    found = {("none", 0): first} | {
        change: infer.classify(augment.apply(rgb, *change, seed), MODEL, 1) for change in changes
    }
    return {change: (guess.labels[0], float(guess.probabilities[0])) for change, guess in found.items()}


@cache.per_session
def answered(
    key: str, seed: int, _picture: inputs.Picture, _say: Words
) -> tuple[NDArray[np.uint8], dict[tuple[str, int], tuple[str, float]]]:
    """Return a small copy, and all answers to it: the slider then asks no network."""
    rgb = small(_picture.rgb(), SIDE)
    return rgb, queue.ask(_say, answers, rgb, seed)


def draw(say: Words) -> None:
    """Draw the part."""
    show(say, choose_picture(say))


@shell.fragment
def show(say: Words, picture: inputs.Picture) -> None:
    """Draw what follows the choice of a picture."""
    stage, side = panels.stage_and_controls()
    with side:
        level = st.slider(say("level"), 0, augment.LEVELS, 2, key="level", bind="query-params")
        seed = int(st.number_input(say("seed"), 0, 999, 0, key="seed", bind="query-params"))
        st.caption(say("augment_does"))
        inputs.add_pictures(say)
    with stage:
        with st.spinner(say("asking")):
            rgb, found = answered(picture.key, seed, picture, say)
        plain, before = found["none", 0]
        cards = [("none", rgb, plain, before)]
        for kind in augment.KINDS:
            label, chance = found[kind, level] if level else (plain, before)
            cards.append((kind, augment.apply(rgb, kind, level, seed), label, chance))
        with st.container(horizontal=True, gap="small"):
            for entry in cards:
                with st.container(width=CARD_PX):
                    card(say, *entry, plain)
        same = sum(label == plain for kind, _, label, _ in cards if kind != "none")
        facts = {"same": same, "all": len(augment.KINDS), "label": say.thing(plain), "level": level}
        panels.verdict(say("verdict_augment", **facts))
    panels.model_card(say, MODEL)


def card(say: Words, kind: str, rgb: NDArray[np.uint8], label: str, chance: float, plain: str) -> None:
    """Draw one change: the picture and its top answer, with a sign where the answer became another one."""
    sign = "" if kind == "none" else "= " if label == plain else "≠ "
    answer = f"{sign}{say.thing(label)} {theme.percent(chance)}"
    name = say(f"change.{kind}")
    panels.image(st, to_jpeg(rgb), width="stretch", alt=f"{name}: {answer}")
    colour = "" if kind == "none" else "green" if label == plain else "red"
    st.markdown(f"**{name}**  \n" + (f":{colour}[{answer}]" if colour else answer))
