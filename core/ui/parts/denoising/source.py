"""Where the small picture comes from: generated, drawn by the learner, or cut out of a photo."""

from dataclasses import dataclass

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from core.denoising import infer
from core.figures import theme
from core.i18n.catalog import Words
from core.media import cutout, images, sketches
from core.ui import cache, controls, inputs, queue
from core.ui.sheet import DIGIT_PENS, Sheet

SMALL = ("garment", "digit", "small_photo")
GARMENTS = tuple(sketches.GARMENTS)
FIRST_GARMENT, FIRST_NUMBER, FIRST_DIGIT, EMPTY = "Ankle boot", 3, "3", "empty"
SAMPLES = ("drawn_cup", "coffee", "drawn_umbrella", "cat", "flower", "astronaut", "china", "rocket", "bus")

COLOURS = (*theme.PALETTE, "#F0E442", "#BBBBBB")
"""of the classes on a map"""


@dataclass(frozen=True)
class Small:
    """A picture (28, 28) in 0..1, what tells it from others, and the subject it belongs to, if to one."""

    picture: NDArray[np.float32]
    key: str
    subject: str
    what: str


def choose_kind(say: Words, kinds: tuple[str, ...], key: str) -> str:
    """Let the learner choose where the picture comes from."""
    return controls.choice(
        st.selectbox,
        say("source"),
        kinds,
        key,
        kinds[0],
        lambda name: say(f"sources.{name}"),
    )


def small(say: Words, kind: str) -> Small:
    """Let the learner choose a picture of a kind of `SMALL`; return it."""
    return {"garment": garment, "digit": digit, "small_photo": photo}[kind](say)


def class_names(say: Words, subject: str) -> list[str]:
    """Return what the ten classes of a subject are called."""
    return [say(f"names.{name}") for name in GARMENTS] if subject == "garments" else list("0123456789")


@st.cache_resource(max_entries=1, show_spinner=False)
def generated() -> NDArray[np.float32]:
    """Return the garments that our network draws: nobody's, so everybody shares them."""
    return infer.garments()


def garment(say: Words) -> Small:
    """Let the learner choose one of the generated garments."""
    name = controls.choice(
        st.selectbox,
        say("garment"),
        GARMENTS,
        "noise_garment",
        FIRST_GARMENT,
        lambda n: say(f"names.{n}"),
        help=say("garment_help"),
    )
    drawings = queue.ask(say, generated)[GARMENTS.index(name)]
    number = st.slider(say("number"), 1, len(drawings), FIRST_NUMBER, key="noise_number", bind="query-params")
    picture = drawings[number - 1]
    return Small(picture, images.fingerprint(picture.tobytes()), "garments", say(f"names.{name}"))


def digit(say: Words) -> Small:
    """Let the learner draw a digit."""
    options = (*sketches.DIGITS, EMPTY)
    begin = controls.choice(
        st.selectbox,
        say("digit"),
        options,
        "noise_digit",
        FIRST_DIGIT,
        lambda name: name if name != EMPTY else say("empty_sheet"),
        help=say("digit_help"),
    )
    sheet = Sheet("denoise", begin, lambda: sketches.blank() if begin == EMPTY else sketches.digit(begin))
    sheet.draw(say, DIGIT_PENS)
    made = cutout.digit(sheet.ink)
    ready = say("empty_sheet") if begin == EMPTY else say("ready_digit", digit=begin)
    what = say("my_digit") if sheet.drawn else ready
    return Small(made.picture, images.fingerprint(made.picture.tobytes()), "digits", what)


@cache.per_session
def _cut(key: str, _picture: inputs.Picture) -> cutout.Prepared:
    return cutout.garment(_picture.rgb())


def photo(say: Words) -> Small:
    """Let the learner choose a photo; the thing in it is cut out and shrunk to 28×28 pixels."""
    picture = inputs.picture(say, SAMPLES, default=SAMPLES[0])
    made = _cut(picture.key, picture)
    inputs.add_pictures(say)
    return Small(made.picture, images.fingerprint(made.picture.tobytes()), "", say("my_photo"))
