"""Many boxes on one thing: non-maximum suppression, one box after the other."""

from dataclasses import dataclass

import numpy as np
import streamlit as st

from core.detection import agreement, funnel
from core.detection.infer import Candidates
from core.figures import theme
from core.i18n.catalog import Words
from core.shared import boxes
from core.ui import controls, inputs, panels, shell
from core.ui.components.detection.nms_steps import nms_steps
from core.ui.parts.detection import choose_picture, predictions, thresholds

LOOSE, STRICT = 0.7, 0.2
"""from the first on the sentence tells of doubles; struck out for less than the second is a neighbour"""


@dataclass(frozen=True)
class Result:
    """Of `all` boxes above the score threshold `kept` stay; `closest` is the lowest IoU that struck out.

    `doubled` tells whether two of those that stay are on one thing.
    """

    all: int
    kept: int
    closest: float
    doubled: bool


def draw(say: Words) -> None:
    """Draw the part, with the boxes of the chosen detector."""
    picture, stage = choose_picture(say), st.container()
    found = predictions.chosen(say, picture)  # below the stage, which is what the page is for
    with stage:
        explore(say, picture, found)


@shell.fragment
def explore(say: Words, picture: inputs.Picture, found: Candidates) -> None:
    """Draw what can be moved: no network runs."""
    score, iou = thresholds.kept()
    words = say.table("nms.words")
    names = [say.thing(label) for label in found.labels]
    take = controls.follow(thresholds.KEY, "nms_steps", "settings", thresholds.START)
    nms_steps(picture.jpeg, found, names, thresholds.write(score, iou), words, "nms_steps", take)
    panels.verdict(verdict(say, result(found, iou, score), iou))
    thresholds.tell(say, found, funnel.count(found, score, iou))
    thresholds.tell_doubt(say, found.model)
    st.caption(say("nms.note"))


def result(found: Candidates, iou_threshold: float, score_threshold: float) -> Result:
    """Do what the picture does: suppress among the boxes above the score threshold."""
    sure = found.scores > score_threshold
    xyxy, scores, class_ids = found.xyxy[sure], found.scores[sure], found.class_ids[sure]
    struck = boxes.strike(xyxy, scores, iou_threshold, class_ids)
    out = struck.overlap[struck.by >= 0]
    closest = float(np.min(out, initial=1.0)) if len(out) else 0.0
    doubled = agreement.doubled(xyxy[struck.kept], class_ids[struck.kept])
    return Result(len(scores), len(struck.kept), closest, doubled)


def closest(overlap: float, limit: float) -> str:
    """Return an IoU with as many decimals as it takes to tell it from the threshold."""
    shown = (theme.number(overlap, n) for n in (2, 3, 4))
    return next((text for text in shown if float(text) > limit), f"{overlap:.6f}")


def verdict(say: Words, found: Result, iou_threshold: float) -> str:
    """Return how many boxes are left, and what the threshold does."""
    facts = {"all": found.all, "kept": found.kept, "struck": found.all - found.kept}
    facts |= {"limit": theme.number(iou_threshold), "closest": closest(found.closest, iou_threshold)}
    if not found.all:
        return say("nms.verdict_none", **facts)
    sentence = say("nms.verdict" if found.closest else "nms.verdict_all", **facts)
    if iou_threshold >= LOOSE and found.doubled:
        return f"{sentence} {say('nms.verdict_loose', **facts)}"
    strict = 0 < found.closest <= STRICT
    return f"{sentence} {say('nms.verdict_strict', **facts)}" if strict else sentence
