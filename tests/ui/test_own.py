"""What a learner leaves in any lesson is forgotten with one button: session, page, link hold none of it."""

import base64
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from importlib import import_module
from types import SimpleNamespace

import numpy as np
import pytest
import streamlit as st
from PIL import Image

from core.activity import walker
from core.explanation import masking
from core.media import images
from core.pose import figure
from core.shared import masks
from core.transfer_learning import head_file, learning

INK = np.random.default_rng(0).integers(0, 256, (96, 96)).astype(np.uint8)
MASK = np.zeros((masking.SIDE, masking.SIDE), bool)
MASK[3:40, 5:41] = True
BODY = json.dumps([[x + 0.125, y + 0.125] for x, y in figure.STANDING])
SAMPLES = np.random.default_rng(1).normal(0, 3, (400, 7)).astype("<f4")
SAMPLES[:, 0] = np.arange(400) / 50
RECORDED = {"samples": base64.b64encode(SAMPLES.tobytes()).decode(), "turned": False, "n": 1}
ACCEL = np.ascontiguousarray(SAMPLES[:, 1:4]).tobytes()
OUTLINE = json.dumps([[31, 37], [171, 41], [101, 173]])
PLACES = json.dumps([[31.5, 37.0, 171.5, 143.0]])
BOXES, POINTS = json.dumps([[31, 37, 171, 143, "quagga"]]), "A011013B200177A031213"


SHOT = images.to_jpeg(np.random.default_rng(2).integers(0, 256, (48, 64, 3)).astype(np.uint8))
FILMED = {"n": 1, "to": "Class 1", "shots": [base64.b64encode(SHOT).decode()]}
# lesson, its link, the component and what of it changes
GESTURES = {
    "digit": ("architectures", {"part": "digits"}, "common.pad", "ink"),
    "garment": ("architectures", {"part": "fashion_mnist"}, "common.pad", "ink"),
    "open network": ("architectures", {"part": "open_network", "open_sheet": "true"}, "common.pad", "ink"),
    "noisy digit": ("denoising", {"noise_from": "digit"}, "common.pad", "ink"),
    "forgery": ("gan", {"part": "fool_discriminator"}, "common.pad", "ink"),
    "cover": ("explanation", {"part": "masking"}, "photo.paint_over", "mask"),
    "hole": ("colorization", {"part": "restore"}, "photo.paint_over", "mask"),
    "body": ("pose", {"part": "copy_pose"}, "pose.stick_figure", "points"),
    "outline": ("segmentation", {"part": "score"}, "segmentation.lasso", "outline"),
    "true boxes": ("detection", {"part": "score"}, "detection.draw_boxes", "boxes"),
    "hidden faces": ("faces", {"part": "hide"}, "faces.hide_faces", "places"),
    "points": ("neural_network", {"part": "playground"}, "neural_network.playground", "points"),
    "sentence": ("sequences", {}, "sequences.unrolled_cell", "sentence"),
    "phone": ("activity", {"part": "phone"}, "activity.phone_motion", "recorded"),
    "filmed": ("transfer_learning", {"part": "live"}, "live.teach", "photos"),
    "taught": ("activity", {"part": "teach"}, "activity.phone_motion", "recorded"),
}
# what the component tells, and what of that must not be found any more
TOLD = {
    "common.pad": (base64.b64encode(INK.tobytes()).decode(), INK.tobytes()),
    "photo.paint_over": (masks.write(MASK), masks.write(MASK).encode()),
    "pose.stick_figure": (BODY, BODY.encode()),
    "segmentation.lasso": (OUTLINE, OUTLINE.encode()),
    "detection.draw_boxes": (BOXES, b"quagga"),
    "faces.hide_faces": (PLACES, PLACES.encode()),
    "neural_network.playground": (POINTS, POINTS.encode()),
    "sequences.unrolled_cell": ("a quagga (shy", b"quagga"),
    "activity.phone_motion": (RECORDED, ACCEL),
    "live.teach": (FILMED, images.to_jpeg(images.from_jpeg(SHOT), 384)),
}


def leaves(thing: object, seen: set[int]) -> Iterator[bytes]:
    """Yield every text, picture and array that something holds."""
    if isinstance(thing, str | bytes):
        yield thing.encode() if isinstance(thing, str) else thing
    elif isinstance(thing, np.ndarray):
        yield np.ascontiguousarray(thing).tobytes()
    elif id(thing) not in seen:
        seen.add(id(thing))
        parts: list = []
        if isinstance(thing, Mapping):
            parts = [part for pair in thing.items() for part in pair]
        elif isinstance(thing, list | tuple | set | frozenset):
            parts = list(thing)
        elif is_dataclass(thing):
            parts = [getattr(thing, field.name) for field in fields(thing)]
        elif hasattr(thing, "__dict__") and type(thing).__module__.startswith("core."):
            parts = list(vars(thing).values())
        for part in parts:
            yield from leaves(part, seen)


def traces(app, left: bytes) -> list[str]:
    """Return where something of the learner's is still found."""
    state = app._session_state._state
    held = {**state._old_state, **state._new_session_state, "widgets": str(state._new_widget_state.states)}
    found = [
        f"session: {k}"
        for k, v in held.items()
        if "TESTING" not in k and left in b"\0".join(leaves({k: v}, set()))
    ]
    found += [f"link: {name}" for name, said in app.query_params.items() if left in "".join(said).encode()]
    found += [f"page: {node.type}" for node in nodes(app._tree) if left in str(node.proto).encode()]
    return found


def nodes(block: object) -> Iterator[object]:
    """Yield every element of a page."""
    for child in getattr(block, "children", {}).values():
        yield from nodes(child)
    if getattr(block, "proto", None) is not None and not getattr(block, "children", None):
        yield block


def forget(app):
    app.button(key="delete_pictures").click().run()
    assert not app.exception and not app.error
    return app


@pytest.mark.parametrize("gesture", GESTURES)
def test_what_was_drawn_or_recorded_is_forgotten(open_lesson, monkeypatch, gesture: str) -> None:
    lesson, link, name, field = GESTURES[gesture]
    told, left = TOLD[name]
    keys, shown = [], []

    def mount(*, key: str, data: object, **handlers: object) -> None:
        def act() -> None:
            st.session_state[key] = SimpleNamespace(**{field: told})
            handlers[f"on_{field}_change"]()
            del st.session_state[key]

        keys.append(key), shown.append(data)
        st.button("gesture", key=f"gesture {key}", on_click=act)

    monkeypatch.setattr(import_module(f"core.ui.components.{name}"), "_mount", mount)
    app = open_lesson(lesson, "en", **link)
    first = keys[-1]
    app.button(key=f"gesture {first}").click().run()
    assert not app.exception and traces(app, left), "the gesture leaves something to forget"
    shown.clear()
    forget(app)
    assert not traces(app, left)
    assert left not in b"\0".join(leaves(shown, set()))
    assert keys[-1] != first, "the component begins anew: the browser forgets its copy"


def photo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (320, 200), (250, 10, 90)).save(out, "JPEG")
    return out.getvalue()


def recording() -> bytes:
    made = walker.posture("walking", 8)
    rows = np.column_stack([made.time_s, made.accel_ms2])
    return "\n".join(["time,x,y,z", *(",".join(f"{v:.4f}" for v in row) for row in rows)]).encode()


def head() -> bytes:
    rng = np.random.default_rng(0)
    weight, means = (np.float32(rng.standard_normal((2, 896))) for _ in range(2))
    zeros = np.zeros(2, np.float32)
    return head_file.to_bytes(learning.Head("everyday", ("quagga", "fish"), weight, zeros, means, 2.0))


FILES = {
    "photo": ("classification", {}, "quagga.jpg", photo),
    "class": ("transfer_learning", {"teach_set": "own"}, "quagga.jpg", photo),
    "head": ("transfer_learning", {"teach_set": "file"}, "quagga.bin", head),
    "recording": ("activity", {}, "quagga.csv", recording),
}


@pytest.mark.parametrize("kind", FILES)
def test_what_was_uploaded_is_forgotten(open_lesson, kind: str) -> None:
    lesson, link, name, make = FILES[kind]
    app = open_lesson(lesson, "en", **link)
    bad = [(name, b"no such thing", "application/octet-stream")]
    app.file_uploader[0].set_value(bad)
    app.run()
    app.file_uploader[0].set_value([(name, make(), "application/octet-stream")])
    app.run()
    assert not app.exception and traces(app, b"quagga"), "a good file after a bad one is taken"
    chosen = [app.session_state[key] for key in ("picture", "recording") if key in app.session_state]
    forget(app)
    assert not traces(app, b"quagga")
    for key in chosen if kind in ("photo", "recording") else ():
        assert not traces(app, key.encode())


def test_names_that_were_given_are_forgotten(open_lesson) -> None:
    app = open_lesson("transfer_learning", "en", teach_set="own")
    app.text_input(key="teach_name_Class 1").set_value("quagga").run()
    assert traces(app, b"quagga")
    assert not traces(forget(app), b"quagga")
    app = open_lesson("activity", "en", part="teach")
    app.file_uploader[0].set_value([("x.csv", recording(), "text/csv")])
    app.run()
    app.text_input(key="teach_movement").set_value("quagga").run()
    assert traces(app, b"quagga")
    assert not traces(forget(app), b"quagga")


def test_a_pasted_table_is_forgotten_and_leaves_the_link(open_lesson) -> None:
    app = open_lesson("neural_network", "en", part="playground")
    app.text_area(key="table").set_value("a\tb\tkind\n1\t2\tquagga\n3\t4\tdog").run()
    app.button(key="table_use").click().run()
    assert "own_points" in app.query_params and traces(app, b"quagga")
    forget(app)
    assert "own_points" not in app.query_params and not traces(app, b"quagga")


def test_there_is_no_button_while_there_is_nothing_to_forget(open_lesson) -> None:
    for lesson, link in (("architectures", {"part": "digits"}), ("pose", {"part": "copy_pose"})):
        app = open_lesson(lesson, "en", **link)
        assert "delete_pictures" not in [button.key for button in app.button]
        assert not {"digit", "body"} & set(app.session_state["own"])
