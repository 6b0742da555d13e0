"""Label files from other programs become true boxes of the photo; what was left out is told."""

import io

import numpy as np
import pytest
from PIL import Image

from core.detection.label_files import export
from core.i18n.catalog import LANGUAGES, text
from core.ui.parts.detection import own_labels
from tests.pages.test_detection_labs import opened, words


def jpeg(size: tuple[int, int] = (400, 200)) -> bytes:
    out = io.BytesIO()
    Image.fromarray(np.random.default_rng(0).integers(0, 255, (*size[::-1], 3), dtype=np.uint8)).save(
        out, "JPEG"
    )
    return out.getvalue()


def send(app, *files: tuple[str, bytes]):
    app.file_uploader[0].set_value([(name, data, "application/octet-stream") for name, data in files])
    return app.run()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_yolo_file_is_for_the_photo_that_is_shown(lang: str) -> None:
    app = send(
        opened("score", lang),
        ("names.yaml", b"names: [bus, Person, quagga]"),
        ("bus.txt", b"0 .5 .5 .4 .6\n1 .2 .5 .1 .5\n2 .9 .9 .1 .1\n7 1"),
    )
    told = words(app)
    assert '"bus"' in app.session_state["own"]["truths"]["bus"]
    assert '"person"' in app.session_state["own"]["truths"]["bus"], "written as the detector writes it"
    assert "quagga" in told
    assert text(lang, "detection.labels.why.line") in told
    assert not app.error and not app.exception and not app.file_uploader[0].value


def test_a_zip_brings_photos_and_their_boxes() -> None:
    files = {"classes.txt": b"dog\n", "a.jpg": jpeg(), "a.txt": b"0 .5 .5 .5 .5", "b.txt": b"0 .5 .5 .5 .5"}
    app = send(opened("score"), ("set.zip", export.zipped(files)))
    (picture,) = app.session_state["own"]["pictures"].values()
    assert picture.name == "a.jpg" and picture.key in app.session_state["own"]["truths"]
    assert app.session_state["picture"] == picture.key
    assert text("en", "detection.labels.why.no_photo") in words(app)


def test_anything_else_is_named_and_the_next_file_is_taken() -> None:
    app = send(opened("score"), ("letter.txt", b"Dear teacher,"))
    assert any(
        "letter.txt" in w.value and text("en", "errors.labels_unknown") in w.value for w in app.warning
    )
    send(app, ("bus.txt", b"5 .5 .5 .4 .6"))
    assert app.session_state["own"]["truths"]["bus"] and not app.exception


def test_known_names_are_the_detectors_own() -> None:
    class Say:
        def thing(self, label: str) -> str:
            return {"cell phone": "휴대폰"}.get(label, label)

    for name in ("Cell_Phone", "cell phone", "휴대폰"):
        assert own_labels.known(Say(), name, ("cat", "cell phone")) == "cell phone"
    assert own_labels.known(Say(), "quagga", ("cat",)) == "quagga"
