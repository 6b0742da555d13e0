"""The live camera: guesses that move while the learner points it at things."""

from functools import partial

from core.classification import infer
from core.i18n.catalog import Words
from core.runtime import registry
from core.ui import inputs, live, panels, shell
from core.ui.components.live.camera import Example
from core.ui.components.live.classify import classify, guesses
from core.ui.parts.classification import recognise


def draw(say: Words) -> None:
    """Draw the part."""
    stage, left, right = live.places()
    with left:
        model = panels.choose_model(say, "classification", fallback="everyday")
    with right:
        picture = live.picture(say, "coffee")
    with stage:
        found, _ = recognise.answer(picture.key, model, picture, say)
        film(say, model, picture, told(say, found))
        panels.verdict(say("live.verdict", n=f"{len(registry.get_spec(model).labels):,}"))
    panels.model_card(say, model)


def told(say: Words, found: infer.Classification) -> dict[str, list]:
    """Return guesses as the browser is told them."""
    return guesses(found.labels, map(say.thing, found.labels), found.probabilities)


@shell.fragment
def film(say: Words, model: str, picture: inputs.Picture, first: dict) -> None:
    """Draw the camera; each of its pictures runs this alone."""
    words = say.table("live_camera") | say.table("live")
    example = Example(f"{picture.key} {model}", picture.jpeg, first)
    classify(live.camera(say, "classify", example, partial(told, say), infer.classify, model), words)
