"""The live camera: boxes that follow things, and how many of each there were."""

from functools import partial

from core.detection import doubt, infer
from core.detection import live as science
from core.detection.infer import Detections
from core.i18n.catalog import Words
from core.ui import inputs, live, panels, shell
from core.ui.components.live.camera import Example
from core.ui.components.live.detect import boxes, detect
from core.ui.parts.detection import predictions, thresholds


def draw(say: Words) -> None:
    """Draw the part."""
    stage, left, right = live.places()
    with left:
        model = predictions.choose_model(say)
    with right:
        picture = live.picture(say, "bus")
    with stage:
        seen = predictions.candidates(picture.key, model, picture, say)
        found = infer.choose(seen, science.FLOOR, science.IOU, science.MOST)
        film(say, model, picture, told(say, model, (found, seen.wh)))
        panels.verdict(say("live.verdict"))
        thresholds.tell_doubt(say, model)
    panels.model_card(say, model)


def told(say: Words, model: str, seen: tuple[Detections, tuple[int, int]]) -> dict[str, list]:
    """Return boxes as the browser is told them."""
    found, wh = seen
    names = map(say.thing, found.labels)
    return boxes(found.xyxy, found.scores, found.labels, names, wh, doubt.unsure_below(model))


@shell.fragment
def film(say: Words, model: str, picture: inputs.Picture, first: dict) -> None:
    """Draw the camera; each of its pictures runs this alone."""
    words = say.table("live_camera") | say.table("live")
    example = Example(f"{picture.key} {model}", picture.jpeg, first)
    detect(live.camera(say, "detect", example, partial(told, say, model), science.look, model), words)
