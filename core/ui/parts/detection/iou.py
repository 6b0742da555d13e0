"""Two boxes to drag: how much they overlap, and what that number is made of."""

import streamlit as st

from core.detection import box_pair
from core.figures import theme
from core.i18n.catalog import Words
from core.runtime import defaults
from core.ui import controls, inputs, panels, shell
from core.ui.components.detection.iou_lab import iou_lab
from core.ui.parts.detection import choose_picture, predictions
from core.ui.parts.detection.ground_truth_boxes import drawn_on, size_of

PAPER = (960, 600)


def draw(say: Words) -> None:
    """Draw the part."""
    show(say, choose_picture(say))


@shell.fragment
def show(say: Words, picture: inputs.Picture) -> None:
    """Draw what follows the choice of a picture."""
    on_photo = st.toggle(say("iou.on_photo"), True, key="iou_photo", bind="query-params")
    wh = size_of(picture.key, picture) if on_photo else PAPER
    begin, unchecked = start(say, picture, wh) if on_photo else (None, "")
    pair = box_pair.read(controls.kept("iou_boxes", ""), wh, begin)
    presets = {
        say(f"iou.presets.{name}"): box_pair.preset(name, wh) for name in box_pair.PRESETS if name != "start"
    }
    words = say.table("iou.words") | {"presets": say("presets")}
    take = controls.follow("iou_boxes", "iou_lab", "boxes")
    iou_lab(picture.jpeg if on_photo else None, wh, pair, presets, words, "iou_lab", take)
    found = box_pair.compare(*pair)
    panels.verdict(verdict(say, found))
    if unchecked and pair[0] == begin[0]:
        st.caption(unchecked)
    st.caption(say("iou.note"))
    panels.challenge(say, solved(found), say("iou.state", iou=theme.number(found.iou, 3)), "iou.challenge")


def start(say: Words, picture: inputs.Picture, wh: tuple[int, int]) -> tuple[box_pair.Pair | None, str]:
    """Return a box round a thing in the photo and one beside it, and a warning where nobody has drawn it.

    None where the detector sees nothing either.
    """
    model = defaults.best("detection", predictions.FIRST["yolo"])
    found = predictions.candidates(picture.key, model, picture, say)
    drawn = drawn_on(picture, found).xyxy
    if len(drawn):
        return box_pair.beside(tuple(map(float, drawn[0])), wh), ""
    if not len(found.xyxy):
        return None, ""
    name, score = say.thing(found.labels[found.class_ids[0]]), theme.number(float(found.scores[0]))
    pair = box_pair.beside(tuple(map(float, found.xyxy[0])), wh)
    return pair, say("iou.unchecked", name=name, score=score)


def solved(found: box_pair.Overlap) -> bool:
    """Tell whether the overlap is what the challenge asks for."""
    low, high = box_pair.GOAL
    return low <= found.iou <= high


def verdict(say: Words, found: box_pair.Overlap) -> str:
    """Return what this overlap would mean for a detection."""
    facts = {"iou": theme.number(found.iou), "giou": theme.number(found.giou)}
    facts |= {"precision": theme.percent(found.precision), "recall": theme.percent(found.recall)}
    kind = "none" if not found.shared else "same" if found.iou == 1 else "low" if found.iou < 0.5 else "high"
    return say(f"iou.verdict_{kind}", **facts)
