"""The live camera: the person cut out, and something else behind."""

from functools import partial

import numpy as np

from core.i18n.catalog import Words
from core.pose import infer as pose
from core.runtime import weights
from core.segmentation import figures
from core.segmentation import infer as classes
from core.segmentation.infer import Pixels
from core.ui import cache, inputs, live, panels, queue, shell
from core.ui.components.live.camera import Example
from core.ui.components.live.segment import colours, person, segment
from core.ui.parts.segmentation import name_of

PERSON, STREET = "blazepose", "unet"
SIDE = 208
"""longer side of the masks that are sent, in pixels"""
MOST_SAID = 4


def draw(say: Words) -> None:
    """Draw the part."""
    model = STREET if weights.problem(PERSON) else PERSON
    stage, side, _ = live.places()
    with side:
        picture = live.picture(say, "astronaut" if model == PERSON else "drawn_street")
    with stage:
        film(say, model, picture, told(say, first(picture.key, model, picture, say)))
        panels.verdict(say("live.verdict" if model == PERSON else "live.missing"))
    panels.model_card(say, model)


def look(rgb: np.ndarray, model: str) -> np.ndarray | Pixels:
    """Return the mask (H, W) in 0..1 of the people in a picture (H, W, 3) uint8, or a class a pixel."""
    if model == STREET:
        return classes.look(rgb, model, SIDE)
    bodies = pose.find(rgb, most=2).bodies
    return live.small(pose.together(bodies, rgb.shape[:2]), SIDE)


@cache.per_session
def first(key: str, model: str, _picture: inputs.Picture, _say: Words) -> np.ndarray | Pixels:
    """Return the answer to the example."""
    return queue.ask(_say, look, _picture.rgb(), model)


def told(say: Words, found: np.ndarray | Pixels) -> dict[str, object]:
    """Return a mask or classes as the browser is told them."""
    if isinstance(found, np.ndarray):
        return person(found)
    best = [i for i in np.argsort(-found.shares)[:MOST_SAID] if found.shares[i] > 0.01]
    listed = ", ".join(f"{name_of(say, found.labels[i])} {round(100 * found.shares[i])}%" for i in best)
    tints = np.array([list(bytes.fromhex(tint[1:])) for tint in figures.colours(found.labels)], np.uint8)
    return colours(found.class_ids[0], tints, listed)


@shell.fragment
def film(say: Words, model: str, picture: inputs.Picture, seen: dict) -> None:
    """Draw the camera; each of its pictures runs this alone."""
    words = say.table("live_camera") | say.table("live")
    example = Example(f"{picture.key} {model}", picture.jpeg, seen)
    mine = inputs.own_pictures()
    scene = next(reversed(mine.values())) if mine else inputs.sample("rocket")
    segment(live.camera(say, "segment", example, partial(told, say), look, model), scene.jpeg, words)
