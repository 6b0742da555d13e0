"""A photo turned grey and coloured again, by the mean colour and by choosing among colours."""

import numpy as np
import streamlit as st

from core.colorization import infer, lab, measure, sizes
from core.colorization.measure import Score
from core.colorization.models import COLOURING
from core.figures import theme
from core.i18n.catalog import Words
from core.media import images
from core.ui import cache, controls, inputs, panels, queue, shell
from core.ui.components.photo.reveal import Side, reveal
from core.ui.parts.colorization import source

LEFT = ("truth", "grey", "mean")
HEATS = ("1", "0.6", "0.38", "0.2", "0.1")
"""temperatures of the choice: from the mean to the most probable colour"""
CLOSE_DB, WELL_DB, STRONGER = 0.2, 3.0, 1.1
"""what counts as no difference in PSNR; how far ahead of grey a guess is called good (half its error);
by which factor colours are clearly stronger"""
PALE = 0.9
"""share of the photo's own colourfulness below which a colouring is called pale"""
TORN = 0.5
"""sureness below which a place counts as torn between colours"""


@shell.fragment
def draw(say: Words) -> None:
    """Draw the part."""
    picture = inputs.picture(say, source.SAMPLES, default=source.FIRST)
    work = source.work(picture.key, sizes.WORKED, picture)
    true = measure.has_colours(work.rgb)
    gone = source.missing(say, COLOURING)
    stage, side = panels.stage_and_controls()
    with side:
        left, heat = choose(say, true, gone)
        inputs.add_pictures(say)
    with stage:
        if gone:
            grey = infer.painted(work.light, np.zeros((2, 1, 1)))
            return show(say, work, {"grey": grey, "truth": work.rgb}, {}, "truth")
        found = guess(picture.key, work.light, say)
        ab = {way: found.ab(way, heat) for way in infer.WAYS} | {"grey": np.zeros((2, 1, 1), np.float32)}
        photos = {way: infer.painted(work.light, colours) for way, colours in ab.items()}
        scores = {way: measure.score(work.lab, work.light, colours) for way, colours in ab.items()}
        sure = found.sureness()
        photos["sure"] = measure.sure_map(work.light, sure)
        if true:
            photos["truth"] = work.rgb
        show(say, work, photos, scores if true else {}, left)
        st.caption(say("map_legend"))
        said = told(say, scores, lab.colourfulness(work.rgb)) if true else said_grey(say, scores)
        panels.verdict(f"{said} {say('torn', share=theme.percent(float((sure < TORN).mean())))}")
        painted = photos["choice"]
        panels.download(say, "download_png", lambda: images.to_png(painted), "coloured.png", "image/png")
    panels.model_card(say, COLOURING)


def choose(say: Words, true: bool, gone: bool) -> tuple[str, float]:
    """Draw the controls; return what is left of the handle, and the temperature of the choice."""
    if gone:
        return "truth", 1.0
    lefts = LEFT if true else LEFT[1:]
    left = controls.choice(
        st.radio, say("left"), lefts, "colour_left", lefts[0], lambda name: say(f"hand.{name}")
    )
    usual = infer.temperature()
    heats = tuple(sorted({*HEATS, f"{usual:g}"}, key=float, reverse=True))
    heat = controls.choice(
        st.select_slider, say("heat"), heats, "colour_heat", f"{usual:g}", help=say("heat_help")
    )
    return left, float(heat)


@cache.per_session(most=2)
def guess(key: str, _light: np.ndarray, _say: Words) -> infer.Guess:
    """Return what the network thinks of a photo; it is large, so that few are kept."""
    return queue.ask(_say, infer.guess, _light)


def show(
    say: Words, work: source.Work, photos: dict[str, np.ndarray], scores: dict[str, Score], left: str
) -> None:
    """Draw the photos over each other, `left` on the left of the handle."""
    order = [left, *(way for way in ("choice", "mean", "sure", "grey", "truth") if way in photos)]
    kept = list(dict.fromkeys(order))
    sides = [Side(say(f"hand.{way}"), images.to_jpeg(photos[way]), note(say, way, scores)) for way in kept]
    height, width = work.light.shape
    reveal(sides, (width, height), say.table("reveal"), "colour_reveal")


def note(say: Words, way: str, scores: dict[str, Score]) -> str:
    """Return how good a colouring is, in a few words."""
    if way not in scores:
        return say("about.sure") if way == "sure" else ""
    facts = {"psnr": theme.number(scores[way].psnr, 1), "colourful": theme.number(scores[way].colourful, 0)}
    return say("score", **facts)


def told(say: Words, scores: dict[str, Score], true: float) -> str:
    """Return how near to the truth the ways come, and how colourful they are beside it."""
    psnr = {way: score.psnr for way, score in scores.items()}
    share = {way: f"{score.colourful / true:.0%}" for way, score in scores.items()}
    facts = {way: theme.number(value, 1) for way, value in psnr.items()}
    lead = theme.number(round(psnr["choice"], 1) - round(psnr["grey"], 1), 1)  # of what is shown
    first = say("verdict_psnr", **facts) + " " + say(f"nearest_{nearest(psnr)}", lead=lead)
    strength = say("strength", mean=share["mean"], choice=share["choice"])
    return f"{first} {strength} {say(f'choice_{boldness(scores, true)}')}"


def boldness(scores: dict[str, Score], true: float) -> str:
    """Return whether choosing is "alike", "stronger", or "beyond" where even the mean is not pale."""
    if scores["choice"].colourful <= STRONGER * scores["mean"].colourful:
        return "alike"
    return "beyond" if scores["mean"].colourful >= PALE * true else "stronger"


def nearest(psnr: dict[str, float]) -> str:
    """Return which way is nearest to the truth, "grey" where that is, "both" where none is clearly nearer.

    "choice_barely" is a choice that is nearest but little better than grey.
    """
    best, second = sorted((psnr["mean"], psnr["choice"]), reverse=True)
    if best <= psnr["grey"]:
        return "grey"
    if best - second < CLOSE_DB:
        return "both"
    if psnr["mean"] > psnr["choice"]:
        return "mean"
    return "choice" if best - psnr["grey"] >= WELL_DB else "choice_barely"


def said_grey(say: Words, scores: dict[str, Score]) -> str:
    """Return what can be said of a photo that has no colours of its own."""
    facts = {way: theme.number(score.colourful, 0) for way, score in scores.items()}
    return say("verdict_unknown", **facts)
