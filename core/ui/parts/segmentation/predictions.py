"""What the networks see in a picture: computed once, remembered for the visitor."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.i18n.catalog import Words
from core.media import street
from core.runtime import registry
from core.segmentation import choice, classic, infer
from core.segmentation.choice import Choice
from core.segmentation.infer import Pixels
from core.ui import cache, inputs, queue

OWN = "unet+unet_people"
"""the networks trained here: both look at a picture, the surer one answers"""
SIDE = 480
"""longer side in pixels of class maps on their way into the browser"""


@cache.per_session(most=8)
def pixels(key: str, model: str, _picture: inputs.Picture, _say: Words) -> Pixels:
    """Return the best classes of every pixel; of instances which thing it belongs to."""
    return queue.ask(_say, answer, _picture.rgb(), model)


@dataclass(frozen=True)
class Looked:
    """What is said of every pixel, by which network, and why by that one, where the page has chosen."""

    found: Pixels
    model: str
    choice: Choice | None = None


def looked(picture: inputs.Picture, model: str, say: Words) -> Looked:
    """Return what a model says of every pixel; of models joined with "+" the surer one answers."""
    answers = {name: pixels(picture.key, name, picture, say) for name in model.split("+")}
    if len(answers) == 1:
        return Looked(answers[model], model)
    chosen = choice.choose(answers)
    return Looked(answers[chosen.model], chosen.model, chosen)


def answer(rgb: NDArray[np.uint8], model: str) -> Pixels:
    """Return what a model for classes or for instances says of every pixel, SIDE pixels at most."""
    if registry.get_spec(model).task == "segmentation":
        return infer.look(rgb, model, SIDE)
    from core.segmentation import instances

    return instances.as_pixels(instances.find(classic.small(rgb, SIDE), model))


def truth_of(picture: inputs.Picture) -> NDArray[np.uint8] | None:
    """Return the true class of every pixel of a picture that was drawn here, None for all others."""
    drawn = {"drawn_street": street.street, "quiet_street": street.quiet_street}
    return drawn[picture.key]().classes if picture.key in drawn else None


def fitted(classes: NDArray[np.uint8], shape: tuple[int, int]) -> NDArray[np.uint8]:
    """Return classes (H, W) at another size; each pixel takes the nearest."""
    import cv2

    return cv2.resize(classes, shape[::-1], interpolation=cv2.INTER_NEAREST)
