"""A learner's classes, boxes and settings go home in a file and come back into an empty session."""

import io

import numpy as np
from PIL import Image

from core.i18n.catalog import text
from core.shared import backbones
from core.ui import inputs, takeaway
from core.ui.parts.transfer_learning import teach

PHOTO = "image/jpeg"


def photos(seed: int, count: int) -> list[tuple[str, bytes, str]]:
    rng, made = np.random.default_rng(seed), []
    for i in range(count):
        out = io.BytesIO()
        Image.fromarray(rng.integers(0, 255, (40, 60, 3), dtype=np.uint8)).save(out, "JPEG")
        made.append((f"{seed}-{i}.jpg", out.getvalue(), PHOTO))
    return made


def bring(app, data: bytes, name: str = "my_workshop.safetensors"):
    label = text("en", "common.takeaway_open")
    next(f for f in app.file_uploader if f.label == label).set_value(
        [(name, data, "application/octet-stream")]
    )
    return app.run()


def packed(app, page: str) -> bytes:
    own = app.session_state["own"]
    classes = {name: list(group.values()) for name, group in own["albums"]["teach"].items()}
    held = takeaway.Held(classes, [], own["features"], {"bus": '[[10, 20, 90, 80, "bus"]]'}, [])
    return takeaway.packed(held, page, {"teach_set": "own", "lang": "en"})


def test_own_classes_come_back_without_asking_the_network(open_lesson, monkeypatch) -> None:
    app = open_lesson("transfer_learning", "en", teach_set="own")
    app.file_uploader[0].set_value(photos(1, 30))
    app.run()
    (first, second) = app.session_state["own"]["albums"]["teach"]
    assert len(app.session_state["own"]["albums"]["teach"][first]) == 30, "all thirty arrive"
    app.radio(key="teach_class").set_value(second).run()
    app.file_uploader[0].set_value(photos(2, 3))
    app.run()
    data = packed(app, "transfer_learning")
    fresh = open_lesson("transfer_learning", "en", teach_set="own")
    asked = []
    monkeypatch.setattr(
        teach, "features", lambda rgb, name: asked.append(rgb.shape) or backbones.features(rgb, name)
    )
    bring(fresh, data)
    album = fresh.session_state["own"]["albums"]["teach"]
    assert [len(group) for group in album.values()] == [30, 3] and not fresh.exception and not fresh.error
    assert fresh.session_state["own"]["truths"]["bus"]
    told = text("en", "common.takeaway_back", photos=33, classes=2, boxes=1, movements=0)
    assert told in [s.value for s in fresh.success]
    assert len(asked) <= 1, "only the photo that is tried"


def test_a_file_of_something_else_is_named_and_the_field_is_free(open_lesson) -> None:
    app = bring(open_lesson("classification", "en"), b"not a workshop", "diary.txt")
    assert any(
        f"{inputs.plain('diary.txt')}: {text('en', 'errors.workshop_damaged')}" in w.value
        for w in app.sidebar.warning
    )
    assert not app.error and not app.exception
