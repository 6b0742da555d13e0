"""The live camera: the person cut out, and something else behind."""

import numpy as np

from core.i18n.catalog import Words
from core.pose import infer as pose
from core.runtime import registry, weights
from core.segmentation import figures
from core.segmentation import infer as classes
from core.ui import cache, inputs, live, panels, queue, shell
from core.ui.components.live.camera import Example
from core.ui.components.live.segment import person, segment

BODIES, CLOTHES = "blazepose", "unet_people"
"""the quicker network, and the bundled one, which knows what people wear"""
SIDE = 208
"""longer side of the masks that are sent, in pixels"""


def draw(say: Words) -> None:
    """Draw the part."""
    model = CLOTHES if weights.problem(BODIES) else BODIES
    stage, side, _ = live.places()
    with side:
        picture = live.picture(say, "astronaut")
    with stage:
        film(say, model, picture, person(first(picture.key, model, picture, say)))
        least = round(100 * classes.FEW)
        panels.verdict(say("live.verdict") if model == BODIES else say("live.clothes", least=least))
    panels.model_card(say, model)


def look(rgb: np.ndarray, model: str) -> np.ndarray:
    """Return the mask (H, W) in 0..1 of the people in a picture (H, W, 3) uint8."""
    if model == BODIES:
        bodies = pose.find(rgb, most=2).bodies
        return live.small(pose.together(bodies, rgb.shape[:2]), SIDE)
    found = classes.look(rgb, model, SIDE, most=len(registry.get_spec(model).labels))
    mask = found.chance_of(figures.worn(found.labels))
    return mask if (mask > 0.5).mean() >= classes.FEW else np.zeros_like(mask)


@cache.per_session
def first(key: str, model: str, _picture: inputs.Picture, _say: Words) -> np.ndarray:
    """Return the answer to the example."""
    return queue.ask(_say, look, _picture.rgb(), model)


@shell.fragment
def film(say: Words, model: str, picture: inputs.Picture, seen: dict) -> None:
    """Draw the camera; each of its pictures runs this alone."""
    words = say.table("live_camera") | say.table("live")
    example = Example(f"{picture.key} {model}", picture.jpeg, seen)
    mine = inputs.own_pictures()
    scene = next(reversed(mine.values())) if mine else inputs.sample("rocket")
    segment(live.camera(say, "segment", example, person, look, model), scene.jpeg, words)
