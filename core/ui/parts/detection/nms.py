"""Many boxes on one thing: non-maximum suppression, one box after the other."""

from dataclasses import dataclass

import numpy as np
import streamlit as st

from core.detection.infer import Candidates
from core.figures import theme
from core.i18n.catalog import Words
from core.shared import boxes, link_values
from core.ui import controls, inputs, panels, shell
from core.ui.components.detection.nms_steps import MOST, nms_steps
from core.ui.parts.detection import choose_picture, predictions

START = "0.45,0.10"
LOOSE, STRICT = 0.7, 0.25
"""above and below these IoU thresholds the sentence warns"""


@dataclass(frozen=True)
class Result:
    """Of `all` boxes above the score threshold `kept` stay; `closest` is the lowest IoU that struck out."""

    all: int
    kept: int
    closest: float


def draw(say: Words) -> None:
    """Draw the part, with the boxes of the chosen detector."""
    picture = choose_picture(say)
    explore(say, picture, predictions.chosen(say, picture))


@shell.fragment
def explore(say: Words, picture: inputs.Picture, found: Candidates) -> None:
    """Draw what can be moved: no network runs."""
    settings = controls.kept("nms", START)
    iou_threshold, score_threshold = read(settings)
    words = say.table("nms.words")
    names = [say.thing(label) for label in found.labels]
    take = controls.follow("nms", "nms_steps", "settings")
    nms_steps(picture.jpeg, found, names, write(iou_threshold, score_threshold), words, "nms_steps", take)
    panels.verdict(verdict(say, result(found.best(MOST), iou_threshold, score_threshold), iou_threshold))
    if len(found.scores) > MOST:
        st.caption(say("nms.most", most=MOST, all=f"{len(found.scores):,}"))
    st.caption(say("nms.note"))


def read(settings: str) -> tuple[float, float]:
    """Return IoU and score threshold from a link's text; those to start with if it makes no sense."""
    parts = settings.split(",")
    if len(parts) != 2 or not all(part.replace(".", "", 1).isdecimal() for part in parts):
        return read(START)
    iou_threshold, score_threshold = (link_values.number(part, 0, 1e9, -1) for part in parts)
    if min(iou_threshold, score_threshold) < 0:
        return read(START)
    return min(max(iou_threshold, 0.05), 0.95), min(max(score_threshold, 0.01), 0.95)


def write(iou_threshold: float, score_threshold: float) -> str:
    """Return what `read` reads."""
    return f"{iou_threshold:.2f},{score_threshold:.2f}"


def result(found: Candidates, iou_threshold: float, score_threshold: float) -> Result:
    """Do what the picture does: suppress among the boxes above the score threshold."""
    sure = found.scores > score_threshold
    xyxy, scores, class_ids = found.xyxy[sure], found.scores[sure], found.class_ids[sure]
    struck = boxes.strike(xyxy, scores, iou_threshold, class_ids)
    out = struck.overlap[struck.by >= 0]
    return Result(len(scores), len(struck.kept), float(np.min(out, initial=1.0)) if len(out) else 0.0)


def verdict(say: Words, found: Result, iou_threshold: float) -> str:
    """Return how many boxes are left, and what the threshold does."""
    facts = {"all": found.all, "kept": found.kept, "struck": found.all - found.kept}
    facts |= {"limit": theme.number(iou_threshold), "closest": theme.number(found.closest)}
    if not found.all:
        return say("nms.verdict_none", **facts)
    sentence = say("nms.verdict" if found.closest else "nms.verdict_all", **facts)
    if iou_threshold >= LOOSE:
        return f"{sentence} {say('nms.verdict_loose', **facts)}"
    return f"{sentence} {say('nms.verdict_strict', **facts)}" if iou_threshold <= STRICT else sentence
