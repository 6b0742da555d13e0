"""The learner is the forger: the discriminator's opinion of a drawing."""

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from core.figures import theme
from core.gan import codes, infer, models, real
from core.gan.infer import Samples
from core.i18n.catalog import Words
from core.media import cutout, images, sketches
from core.media.cutout import Prepared
from core.ui import cache, controls, panels, queue, shell
from core.ui.parts.gan import subject
from core.ui.sheet import GARMENT_PENS, Sheet

RIVALS = 32
PX = 6
"""screen pixels a pixel"""
FIRST = {"fashion": "9", "digits": "7"}


@cache.per_session
def rivals(kind: str, asked: int, _say: Words) -> Samples:
    """Return what the generator makes of the same class."""
    return queue.ask(_say, infer.sample, RIVALS, 0, models.name_of(kind), asked)


@cache.per_session
def judged(key: str, kind: str, asked: int, _picture: NDArray[np.float32], _say: Words) -> float:
    """Return how likely the discriminator takes a picture for a real one of the class."""
    weights = codes.one_hot([asked])
    return float(queue.ask(_say, infer.opinion, _picture[None], weights, models.name_of(kind))[0])


@shell.fragment
def draw(say: Words) -> None:
    """Draw the part."""
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        kind = subject.choose(say)
        asked = choose(say, kind)
        begin = st.toggle(say("forger.help"), True, key="forger_help", bind="query-params")
    sheet = Sheet("forger", (kind, asked, begin), lambda: beginning(kind, asked, begin))
    made = cutout.drawn_garment(sheet.ink) if kind == "fashion" else cutout.digit(sheet.ink)
    mine = judged(images.fingerprint(made.picture.tobytes()), kind, asked, made.picture, say)
    theirs = rivals(kind, asked, say)
    left, right = st.columns(2, gap="large")
    with left:
        sheet.draw(say, GARMENT_PENS)
    with right, st.container(horizontal=True, gap="small"):
        show(say, made.picture, say("forger.mine", p=theme.percent(mine)))
        best = int(theirs.scores.argmax())
        show(say, theirs.images[best], say("forger.best", p=theme.percent(float(theirs.scores[best]))))
    names = subject.classes(say, kind)
    panels.verdict(verdict(say, made, mine, theirs, names[asked]))
    real_ones = real.OPINION[kind]
    scale = {"real": theme.percent(real_ones), "mean": theme.percent(float(theirs.scores.mean()))}
    scale["noise"] = theme.percent(judged("noise", kind, asked, dots(), say))
    st.caption(say("forger.scale", **scale))
    state = "verdict_empty" if not made.found else "state" if sheet.drawn else "state_sketch"
    told = say(f"forger.{state}", p=theme.percent(mine), real=scale["real"])
    panels.challenge(say, mine >= real_ones and state == "state", told, "forger.challenge")
    panels.model_card(say, models.name_of(kind))


def choose(say: Words, kind: str) -> int:
    """Let the learner choose what to forge."""
    names = subject.classes(say, kind)
    options = tuple(map(str, range(len(names))))
    chosen = controls.choice(
        st.selectbox, say("forger.what"), options, "forge", FIRST[kind], lambda o: names[int(o)], width=220
    )
    return int(chosen)


def beginning(kind: str, asked: int, begin: bool) -> NDArray[np.uint8]:
    """Return the sheet to begin with."""
    if not begin:
        return sketches.blank()
    make = sketches.garment if kind == "fashion" else sketches.digit
    return make(list(sketches.GARMENTS if kind == "fashion" else sketches.DIGITS)[asked])


def dots() -> NDArray[np.float32]:
    """Return a picture of nothing but chance."""
    return np.random.default_rng(0).random((28, 28), np.float32)


def show(say: Words, picture: NDArray[np.float32], caption: str) -> None:
    """Draw a picture of 28×28 with its caption."""
    large = np.rint(picture * 255).astype(np.uint8).repeat(PX, 0).repeat(PX, 1)
    st.image(images.to_png(large), caption=caption, width=28 * PX, alt=caption)


def verdict(say: Words, made: Prepared, mine: float, theirs: Samples, name: str) -> str:
    """Return what the discriminator says, beside what it says to the generator."""
    if not made.found:
        return say("forger.verdict_empty")
    beaten = int((theirs.scores < mine).sum())
    return say("forger.verdict", p=theme.percent(mine), name=name, beaten=beaten, all=RIVALS)
