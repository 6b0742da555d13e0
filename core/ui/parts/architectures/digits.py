"""LeNet-5 reads the learner's digit, and its layers are open."""

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from core.architectures import digits
from core.figures import theme
from core.i18n.catalog import Words
from core.media import cutout, images, sketches
from core.media.tables import to_csv
from core.runtime import cards
from core.ui import cache, controls, panels, queue, shell
from core.ui.components.architectures.nudge import Nudged, nudge
from core.ui.parts.architectures import prepared
from core.ui.sheet import DIGIT_PENS, Sheet

EMPTY = "empty"
BEGIN = (*sketches.DIGITS, EMPTY)
FIRST = "7"
LITTLE = 0.25
"""the challenge allows to change this share of the ink"""
UNSURE = 0.7
"""below this probability the best answer is called unsure"""
MAP_PX = {"C1": 80, "S2": 56, "C3": 56, "S4": 40}
CELL_PX, ACROSS, GAP_GREY = 10, 8, 90
"""pixels of a neuron without a map, maps side by side, brightness between them"""


@cache.per_session
def read(key: str, _picture: NDArray[np.float32], _say: Words) -> digits.Reading:
    """Return what LeNet-5 makes of a picture."""
    return queue.ask(_say, digits.read, _picture)


@shell.fragment
def draw(say: Words) -> None:
    """Draw the part."""
    stage, side = panels.stage_and_controls()
    with side:
        begin = controls.choice(
            st.selectbox,
            say("digits.begin"),
            BEGIN,
            "digit",
            FIRST,
            lambda name: name if name in sketches.DIGITS else say("digits.empty"),
            help=say("digits.begin_help"),
        )
        st.caption(say("digits.tip"))
    sheet = Sheet("digit", begin, lambda: sketches.blank() if begin == EMPTY else sketches.digit(begin))
    made = cutout.digit(sheet.ink)
    found = read(images.fingerprint(made.picture.tobytes()), made.picture, say)
    with stage:
        paper, answer = st.columns(2, gap="medium")
        with paper:
            sheet.draw(say, DIGIT_PENS)
        with answer:
            votes(say, made, found, begin)
        prepared.steps(say, made)
        panels.verdict(verdict(say, made, found))
        layers(say, found)
    challenge(say, found, digits.changed(sheet.ink, sheet.make()), begin)
    panels.model_card(say, digits.MODEL)


def votes(say: Words, made: cutout.Prepared, found: digits.Reading, begin: str) -> None:
    """Draw the ten probabilities."""
    names = cards.read(digits.MODEL)["labels"]
    words = say.table("nudge")
    truth = names.index(begin) if begin in names else -1
    everywhere = found.probabilities[None, None, None]
    networks = [("LeNet-5", theme.MODEL)]
    shown = Nudged(made.picture, everywhere, names, networks, truth)
    nudge(shown, (0, 0), words, "digit_votes", lambda: None)


def verdict(say: Words, made: cutout.Prepared, found: digits.Reading) -> str:
    """Return the answer in a sentence."""
    order = np.argsort(-found.probabilities)
    p, q = (theme.percent(float(found.probabilities[i])) for i in order[:2])
    facts = {"digit": int(order[0]), "p": p, "second": int(order[1]), "q": q}
    if not made.found:
        return say("digits.verdict_empty", **facts)
    unsure = found.probabilities[order[0]] < UNSURE
    return say("digits.verdict_unsure" if unsure else "digits.verdict_sure", **facts)


def challenge(say: Words, found: digits.Reading, changed: float, begin: str) -> None:
    """Ask for another answer with little changed ink."""
    answer = str(int(found.probabilities.argmax()))
    if begin == EMPTY:
        panels.challenge(say, False, say("digits.state_empty"), "digits.challenge")
        return
    facts = {
        "begin": begin,
        "answer": answer,
        "changed": theme.percent(changed),
        "limit": theme.percent(LITTLE),
    }
    solved = answer != begin and 0 < changed <= LITTLE
    panels.challenge(say, solved, say("digits.state", **facts), "digits.challenge")


def layers(say: Words, found: digits.Reading) -> None:
    """Draw the maps of every layer, and the rows of neurons that follow."""
    st.subheader(say("digits.layers"), anchor=False)
    st.caption(say("digits.layers_note"))
    for name, maps in found.maps.items():
        shape = f"{len(maps)} × {maps.shape[1]} × {maps.shape[2]}"
        row(say, name, shape, tiled(maps, MAP_PX[name], ACROSS))
    for name, values in found.rows.items():
        row(say, name, str(len(values)), tiled(values.reshape(-1, 1, 1), CELL_PX, len(values) // 2, gap=1))
    columns = [say("digits.column_digit"), say("probability_column")]
    csv = to_csv(columns, list(enumerate(found.probabilities.tolist())))
    panels.download(say, "download_csv", csv, "digit.csv", "text/csv")


def row(say: Words, name: str, shape: str, picture: NDArray[np.uint8]) -> None:
    """Draw one layer: its name, its shape, what it does, its maps."""
    st.markdown(f"**{name}** · {shape} · {say(f'digits.does.{name}')}")
    with st.container(key=f"cells_{name}"):  # without rounded corners, which would cut the cells
        alt = say("digits.layer_alt", name=name, shape=shape)
        panels.image(st, images.to_png(picture), width=picture.shape[1], alt=alt)


def tiled(maps: NDArray[np.float32], side: int, across: int, gap: int = 4) -> NDArray[np.uint8]:
    """Return maps (n, h, h) as squares of `side` pixels in rows of `across`, (H, W) grey.

    Of all numbers the largest |v| is white or black, 0 mid-grey.
    """
    most = max(float(np.abs(maps).max()), 1e-6)
    grey = np.rint(127.5 + 127.5 * maps / most).astype(np.uint8)
    at = np.arange(side) * maps.shape[1] // side
    across = min(across, len(maps))
    rows = -(-len(maps) // across)
    sheet = np.full((rows * (side + gap) + gap, across * (side + gap) + gap), GAP_GREY, np.uint8)
    for i, tile in enumerate(grey):
        top, left = (gap + n * (side + gap) for n in divmod(i, across))
        sheet[top : top + side, left : left + side] = tile[at][:, at]
    return sheet
