"""Outline a thing by hand: does the network mean the same pixels?"""

import numpy as np
import streamlit as st

from core.figures import theme
from core.i18n.catalog import Words
from core.media import street
from core.runtime import registry
from core.segmentation import figures, metrics, outline, regions
from core.ui import inputs, own, panels, shell
from core.ui.components.segmentation.lasso import Outlined, lasso
from core.ui.parts.segmentation import choose_picture, name_of, predictions, thing_of

GOAL = 0.8
MEASURES = ("iou", "dice", "precision", "recall")


def draw(say: Words) -> None:
    """Draw the part."""
    show(say, choose_picture(say))


@shell.fragment
def show(say: Words, picture: inputs.Picture) -> None:
    """Draw the photo to outline a thing on, and how outline and network agree."""
    stage, side = panels.stage_and_controls()
    with side:
        names = (predictions.OWN, *registry.list_models("segmentation"))
        model = panels.choose_model(say, "segmentation", predictions.OWN, names)
        inputs.add_pictures(say)
    found = predictions.looked(picture, model, say).found
    class_map = found.class_ids[0]
    h, w = class_map.shape
    text = outline_on(picture)
    drawn = regions.inside(outline.read(text, w, h), h, w)
    worn = figures.worn(found.labels)
    match = outline.match_thing(drawn, class_map, found.background, worn)
    with stage:
        called = thing_of if match and match.whole else name_of
        name = called(say, found.labels[match.class_id]) if match else ""
        said = say("score.said", name=name) if match else say("score.nothing")
        words = say.table("score.words")
        shown = Outlined(picture.jpeg, (w, h), match and match.region, said)
        lasso(shown, text, words, own.key("lasso"), take(picture))
        if match:
            numbers(say, match.overlap)
            panels.verdict(say(f"score.verdict_{kind(match.overlap)}", name=name, **facts(match.overlap)))
            judged(say, picture, drawn, match, name, found.labels)
    iou = match.overlap.iou if match else 0.0
    mine = text != outline.EXAMPLE
    state = ("state" if mine else "state_example") if match else "state_none"
    panels.challenge(say, mine and iou > GOAL, say(f"score.{state}", iou=theme.number(iou)))


def outline_on(picture: inputs.Picture) -> str:
    """Return the learner's outline on this picture, at first an example where there is one."""
    example = outline.EXAMPLE if picture.key == "drawn_street" else "[]"
    return own.get("outlines", {}).get(picture.key, example)


def take(picture: inputs.Picture) -> object:
    """Return what keeps a new outline on this picture."""

    def keep() -> None:
        text = st.session_state[own.key("lasso")].outline
        if isinstance(text, str):
            own.own("outlines", {})[picture.key] = text

    return keep


def numbers(say: Words, overlap: metrics.Overlap) -> None:
    """Draw the four measures."""
    for column, measure in zip(st.columns(4), MEASURES, strict=True):
        value = theme.number(getattr(overlap, measure))
        column.metric(say(f"score.{measure}"), value, help=say(f"score.{measure}_help"))


def facts(overlap: metrics.Overlap) -> dict[str, str]:
    """Return the measures as they stand in sentences."""
    shares = {m: theme.percent(getattr(overlap, m)) for m in ("precision", "recall")}
    return shares | {m: theme.number(getattr(overlap, m)) for m in ("iou", "dice")}


def kind(overlap: metrics.Overlap) -> str:
    """Name how outline and region differ: alike, outline too wide, too narrow, or elsewhere."""
    if overlap.iou > GOAL:
        return "alike"
    if min(overlap.precision, overlap.recall) < 0.6 and abs(overlap.precision - overlap.recall) < 0.2:
        return "apart"
    return "wide" if overlap.precision < overlap.recall else "narrow"


def judged(
    say: Words,
    picture: inputs.Picture,
    drawn: np.ndarray,
    match: outline.Match,
    name: str,
    labels: tuple[str, ...],
) -> None:
    """Where the truth is known, in the network's own names, tell who was nearer to it."""
    truth = predictions.truth_of(picture)
    if truth is None or labels != street.NAMES:
        st.caption(say("score.no_truth"))
        return
    fitted = predictions.fitted(truth, drawn.shape)
    right = outline.match(drawn, np.where(fitted == match.class_id, 1, 0), 0)
    if right is None:
        st.caption(say("score.not_there", name=name))
        return
    mine, models = (metrics.overlap(right.region, mask).iou for mask in (drawn, match.region))
    who = "you" if mine > models else "model"
    known = {"mine": theme.number(mine), "models": theme.number(models)}
    st.markdown(say(f"score.judged_{who}", **known))
