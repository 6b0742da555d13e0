"""The live camera: faces are found and covered before the picture is shown."""

import numpy as np

from core.faces import blazeface
from core.i18n.catalog import Words
from core.runtime import weights
from core.shared.blaze import Finds
from core.ui import cache, inputs, live, panels, queue, shell
from core.ui.components.live.camera import Example
from core.ui.components.live.detect import boxes
from core.ui.components.live.faces import faces

MODEL = "blazeface"
Seen = tuple[Finds, tuple[int, int]]


def draw(say: Words) -> None:
    """Draw the part."""
    if weights.problem(MODEL):
        panels.verdict(say("live.missing"))
        return
    stage, side, _ = live.places()
    with side:
        picture = live.picture(say, "zidane")
    with stage:
        film(say, picture, told(found(picture.key, picture, say)))
        panels.verdict(say("live.verdict"))
    panels.model_card(say, MODEL)


def look(rgb: np.ndarray) -> Seen:
    """Return the faces in a picture (H, W, 3) uint8, and its width and height."""
    return blazeface.find(rgb)[0], (rgb.shape[1], rgb.shape[0])


@cache.per_session
def found(key: str, _picture: inputs.Picture, _say: Words) -> Seen:
    """Return the faces in the example."""
    return queue.ask(_say, look, _picture.rgb())


def told(seen: Seen) -> dict[str, list]:
    """Return faces as the browser is told them."""
    finds, wh = seen
    names = ["face"] * len(finds.scores)
    return boxes(finds.xyxy, finds.scores, names, names, wh)


@shell.fragment
def film(say: Words, picture: inputs.Picture, first: dict) -> None:
    """Draw the camera; each of its pictures runs this alone."""
    words = say.table("live_camera") | say.table("live")
    faces(live.camera(say, "faces", Example(picture.key, picture.jpeg, first), told, look), words)
