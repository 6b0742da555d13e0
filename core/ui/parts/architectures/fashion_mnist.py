"""An MLP and a CNN look at the same garment: which one still knows it when it lies a little aside?"""

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from core.architectures import fashion_mnist, shifts
from core.architectures.figures import COLOURS
from core.figures import theme
from core.i18n.catalog import Words
from core.media import cutout, images, sketches
from core.ui import cache, controls, inputs, panels, queue, shell
from core.ui.components.architectures.nudge import Nudged, nudge, place
from core.ui.parts.architectures import fashion_measures, garment_layers, prepared
from core.ui.sheet import GARMENT_PENS, Sheet

SOURCES = ("drawn", "photo")
EMPTY = "empty"
BEGIN = (*sketches.GARMENTS, EMPTY)
FIRST = "Ankle boot"
TITLES = {"fashion_mlp": "MLP", "fashion_cnn": "CNN"}


@cache.per_session
def answered(key: str, _picture: NDArray[np.float32], _say: Words) -> NDArray[np.float32]:
    """Return what both networks answer at every shift: moving the picture then asks nobody."""
    return queue.ask(_say, fashion_mnist.answers, _picture)


@cache.per_session
def of_photo(key: str, keep: bool, _picture: inputs.Picture) -> cutout.Prepared:
    """Return what becomes of a photo."""
    return cutout.garment(_picture.rgb(), keep)


def draw(say: Words) -> None:
    """Draw the part."""
    compare(say)
    fashion_measures.draw(say)
    garment_layers.draw(say)
    for name in fashion_mnist.NETWORKS:
        panels.model_card(say, name)


@shell.fragment
def compare(say: Words) -> None:
    """Draw the learner's garment, what becomes of it, and what both networks answer."""
    stage, side = panels.stage_and_controls()
    with side:
        source = controls.choice(
            st.segmented_control,
            say("garments.source"),
            SOURCES,
            "garment_from",
            "drawn",
            lambda s: say(f"garments.sources.{s}"),
        )
        begin = choose_begin(say) if source == "drawn" else EMPTY
        if source == "photo":
            keep = st.toggle(say("garments.keep"), key="garment_keep", bind="query-params")
            inputs.add_pictures(say)
    with stage:
        made = from_sheet(say, begin) if source == "drawn" else from_photo(say, keep)
    found = answered(images.fingerprint(made.picture.tobytes()), made.picture, say)
    at = place(controls.kept("garment_at", "0,0"), shifts.MOST)
    exhibit(say, made, found, at, begin)
    panels.verdict(verdict(say, made.found or source == "photo", found, at))
    middle, here = ([best(found, k, where) for k in (0, 1)] for where in ((0, 0), at))
    solved = here[0] != middle[0] and here[1] == middle[1]
    names = labels(say)
    state = {"mlp": names[here[0]], "cnn": names[here[1]], "before": names[middle[0]]}
    panels.challenge(say, solved, say("garments.state", **state), "garments.challenge")


def choose_begin(say: Words) -> str:
    """Let the learner choose a drawing to begin with."""
    return controls.choice(
        st.selectbox,
        say("garments.begin"),
        BEGIN,
        "garment",
        FIRST,
        lambda name: say(f"garments.names.{name}"),
        help=say("garments.begin_help"),
    )


def from_sheet(say: Words, begin: str) -> cutout.Prepared:
    """Draw the sheet beside the steps from it to 28×28 pixels."""
    sheet = Sheet("garment", begin, lambda: sketches.blank() if begin == EMPTY else sketches.garment(begin))
    made = cutout.drawn_garment(sheet.ink)
    paper, steps = st.columns([4, 5], gap="medium")
    with paper:
        sheet.draw(say, GARMENT_PENS)
    with steps:
        prepared.steps(say, made)
    return made


def from_photo(say: Words, keep: bool) -> cutout.Prepared:
    """Draw the learner's photo beside the steps from it to 28×28 pixels."""
    picture = inputs.choose_picture(say)
    made = of_photo(picture.key, keep, picture)
    photo, steps = st.columns([2, 3], gap="medium")
    w, h = picture.original_wh
    panels.image(photo, picture.jpeg, width="stretch", alt=say("photo_alt", w=w, h=h))
    with steps:
        prepared.steps(say, made)
        st.caption(say("garments.only_ten" if made.found else "garments.not_found"))
    return made


def labels(say: Words) -> list[str]:
    """Return what the ten classes are called."""
    return [say(f"garments.names.{name}") for name in fashion_mnist.measured("fashion_mlp").labels]


def best(found: NDArray[np.float32], network: int, at: tuple[int, int]) -> int:
    """Return the class that a network answers at the shift `at` (right, down)."""
    return int(found[network, shifts.MOST + at[1], shifts.MOST + at[0]].argmax())


def exhibit(
    say: Words, made: cutout.Prepared, found: NDArray[np.float32], at: tuple[int, int], begin: str
) -> None:
    """Draw the picture to move, and both networks' answers."""
    known = fashion_mnist.measured("fashion_mlp").labels
    networks = [(TITLES[name], COLOURS[name]) for name in fashion_mnist.NETWORKS]
    words = say.table("nudge")
    truth = known.index(begin) if begin in known else -1
    shown = Nudged(made.picture, found, labels(say), networks, truth)
    nudge(shown, at, words, "garment_nudge", take_place)


def take_place() -> None:
    """Keep where the learner has moved the picture."""
    right, down = place(st.session_state.garment_nudge.at, shifts.MOST)
    controls.keep("garment_at", f"{right},{down}", "0,0")


def verdict(say: Words, something: bool, found: NDArray[np.float32], at: tuple[int, int]) -> str:
    """Return what both networks say here, and how often each keeps its answer."""
    names = labels(say)
    here = [found[k, shifts.MOST + at[1], shifts.MOST + at[0]] for k in (0, 1)]
    facts = {
        f"{title}_{kind}": text
        for title, share in zip(("mlp", "cnn"), here, strict=True)
        for kind, text in (("says", names[share.argmax()]), ("p", theme.percent(float(share.max()))))
    }
    kept = fashion_mnist.kept(found)
    agree = "same" if here[0].argmax() == here[1].argmax() else "differ"
    first = say(f"garments.verdict_{agree}", **facts) if something else say("garments.verdict_empty", **facts)
    counts = {"mlp": int(kept[0]), "cnn": int(kept[1]), "all": found.shape[1] * found.shape[2]}
    return f"{first} {say('garments.verdict_kept', **counts)}"
