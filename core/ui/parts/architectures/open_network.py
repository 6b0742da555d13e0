"""From pixel to answer: a trained network with every number open, on the learner's drawing or photo."""

from typing import Any

import streamlit as st

from core.architectures import open_network as science
from core.i18n.catalog import Words
from core.media import cutout, sketches
from core.runtime import cards
from core.ui import controls, inputs, own, panels, queue, shell
from core.ui.components.architectures import open_network as exhibit
from core.ui.parts.architectures.digits import UNSURE
from core.ui.parts.architectures.fashion_mnist import of_photo
from core.ui.sheet import DIGIT_PENS, GARMENT_PENS, Sheet

NETWORK, CELL = "open_model", "open_cell"
EMPTY = "empty"
BEGIN = {"lenet5": (*sketches.DIGITS, EMPTY), "fashion_cnn": (*sketches.GARMENTS, "photo", EMPTY)}
FIRST = {"lenet5": "7", "fashion_cnn": "Ankle boot"}
FIRST_CELL = "0.0.14.14"
"""the middle of the first map"""


@st.cache_data(max_entries=len(science.NETWORKS), show_spinner=False)
def opened(model: str, _say: Words) -> tuple[science.Layer, ...]:
    """Return the layers of a network."""
    return queue.ask(_say, science.layers, model)


def draw(say: Words) -> None:
    """Draw the part; the choice of network stays outside the fragment, so that its weights are sent once."""
    model = controls.choice(
        st.segmented_control,
        say("open.network"),
        science.NETWORKS,
        NETWORK,
        science.NETWORKS[0],
        lambda name: say(f"open.networks.{name}"),
        required=True,
        label_visibility="collapsed",
    )
    exhibit.carry(model, opened(model, say))
    walk(say, model)
    panels.model_card(say, model)


@shell.fragment
def walk(say: Words, model: str) -> None:
    """Draw what the network is given, and all that becomes of it."""
    choice, paper = st.columns([1, 2], gap="medium")
    with choice:
        begin = choose_begin(say, model)
    with paper:
        made = from_photo(say, choice) if begin == "photo" else from_sheet(say, model, begin)
    key, words = own.key("open_network"), say.table("open")
    at = exhibit.place(controls.kept(CELL, FIRST_CELL)) or FIRST_CELL
    shown = exhibit.Opened(made.picture, model, names(say, model), at, UNSURE)
    exhibit.open_network(shown, words, key, controls.follow(CELL, key, "at", FIRST_CELL))


def choose_begin(say: Words, model: str) -> str:
    """Let the learner choose a drawing to begin with, or for garments a photo."""
    known = say.table("garments.names")
    words = {"photo": say("garments.sources.photo"), EMPTY: say("digits.empty"), **known}
    return controls.choice(
        st.selectbox,
        say("digits.begin"),
        BEGIN[model],
        f"open_{model}",
        FIRST[model],
        lambda name: words.get(name, name),
        label_visibility="collapsed",
    )


def from_sheet(say: Words, model: str, begin: str) -> cutout.Prepared:
    """Draw the large sheet, if it is wanted; return what the network gets of what is on it."""
    digits = model == "lenet5"
    make = sketches.digit if digits else sketches.garment
    name = "open_digit" if digits else "open_garment"
    sheet = Sheet(name, begin, lambda: sketches.blank() if begin == EMPTY else make(begin))
    if st.toggle(say("open.sheet"), key="open_sheet", bind="query-params"):
        sheet.draw(say, DIGIT_PENS if digits else GARMENT_PENS)
    return cutout.digit(sheet.ink) if digits else cutout.drawn_garment(sheet.ink)


def from_photo(say: Words, place: Any) -> cutout.Prepared:
    """Let the learner choose a photo, shown in `place`; return what the network gets of it."""
    inputs.add_pictures(say)
    picture = inputs.choose_picture(say)
    w, h = picture.original_wh
    panels.image(place, picture.jpeg, alt=say("photo_alt", w=w, h=h))
    made = of_photo(picture.key, False, picture)
    st.caption(say("open.photo_note" if made.found else "garments.not_found"))
    return made


def names(say: Words, model: str) -> list[str]:
    """Return what the ten classes are called."""
    labels = cards.read(model)["labels"]
    return labels if model == "lenet5" else [say(f"garments.names.{label}") for label in labels]
