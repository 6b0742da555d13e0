"""Four tasks on one photo: right on the opening photo with the best networks, and doubt is marked."""

import pytest

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
    assert "5 boxes: person 4, bus 1" in shown and "One mask a person: 2." in shown
    assert "no name for: bus" in shown, "the street network calls the bus something else, and that is marked"
    assert "2 more people" in shown
    assert text("en", "segmentation.tasks.doubts", n=2) in app.info[-1].value


@pytest.mark.slow
def test_the_bundled_networks_doubt_is_marked(open_lesson) -> None:
    app = open_lesson("segmentation", "en", part="tasks", photo="bus")
    shown = said(app)
    assert "the network is not sure" in shown and "with a score below 0.50" in shown
    assert "are doubtful" in app.info[-1].value
