"""Four tasks on one photo: right on the opening photo with the best networks, and doubt is marked."""

import numpy as np
import pytest

from core.detection.infer import Detections
from core.i18n.catalog import text
from core.ui.parts.segmentation import tasks


def said(app) -> str:
    return "\n".join(block.value for block in app.markdown)


@pytest.mark.slow
def test_the_opening_photo_is_answered_by_the_best_networks(open_lesson, needs) -> None:
    needs("efficientnet_lite0", "yolov3_tiny", "blazepose")
    app = open_lesson("segmentation", "en", part="tasks")
    shown = said(app)
    assert tasks.OPENING == "bus" and "One answer for the whole photo: minibus" in shown
    assert "Boxes: 5 (person 4, bus 1)" in shown and "One mask a person: 2." in shown
    assert "no name for: bus" in shown, "the street network calls the bus something else, and that is marked"
    assert "of the detector: 2" in shown
    assert "one thing in two boxes (person 1)" in shown
    assert text("en", "segmentation.tasks.doubts", n=3) in app.info[-1].value


@pytest.mark.slow
def test_the_bundled_networks_doubt_is_marked(open_lesson) -> None:
    app = open_lesson("segmentation", "en", part="tasks", photo="bus")
    shown = said(app)
    assert "the network is not sure" in shown and "with a score below 0.50" in shown
    assert "Doubtful and marked" in app.info[-1].value


@pytest.mark.slow
def test_clothes_that_are_guessed_and_a_photo_of_nothing_known_are_called_doubtful(open_lesson) -> None:
    guessed = text("en", "segmentation.see.names_doubtful")
    assert guessed in said(open_lesson("segmentation", "en", part="tasks", photo="astronaut"))
    shown = said(open_lesson("segmentation", "en", part="tasks", photo="coins"))
    assert text("en", "segmentation.see.verdict_nothing") in shown and guessed not in shown
    assert text("en", "segmentation.tasks.pieces_none") in shown and "0.0% sure" not in shown


def test_a_box_in_a_surer_one_of_its_name_may_be_the_same_thing() -> None:
    xyxy = np.float32([[0, 0, 10, 10], [1, 1, 9, 9], [1, 1, 9, 9], [8, 0, 18, 10]])
    found = Detections(xyxy, np.float32([0.9, 0.8, 0.7, 0.6]), np.arange(4), ("a", "a", "b", "a"))
    assert tasks.finding_twice(found) == [1]
    nothing = Detections(np.zeros((0, 4), np.float32), np.zeros(0, np.float32), np.zeros(0, int), ())
    assert tasks.finding_twice(nothing) == []
