"""Live pictures on the server: one is answered in its visitor's own run, and forgotten."""

import base64
import io
from types import SimpleNamespace

import pytest
import streamlit as st
from PIL import Image

from core.runtime import gateway
from core.ui.components.live import camera, classify
from core.ui.components.live.camera import unpack


def jpeg(tint: tuple[int, int, int] = (250, 10, 90), size: tuple[int, int] = (320, 200)) -> str:
    out = io.BytesIO()
    Image.new("RGB", size, tint).save(out, "JPEG")
    return base64.b64encode(out.getvalue()).decode()


@pytest.mark.parametrize(
    "message",
    [
        None,
        {},
        {"id": 1},
        {"id": "1", "jpeg": jpeg()},
        {"id": 1, "jpeg": 5},
        {"id": 1, "jpeg": "no base64!"},
        {"id": 1, "jpeg": "A" * (2 * camera.MOST_BYTES)},
    ],
)
def test_a_message_that_is_not_ours_is_nothing(message: object) -> None:
    assert unpack(message) is None


@pytest.fixture
def filmed(open_lesson, monkeypatch):
    """Open the live part; return the page, how to send it a picture, and what it was told."""
    shown = []

    def mount(*, key: str, data: dict, **handlers: object) -> None:
        def act(field: str, message: object) -> None:
            st.session_state[key] = SimpleNamespace(**{field: message})
            handlers[f"on_{field}_change"]()
            del st.session_state[key]

        shown.append(data)
        for field in ("frame", "shot"):
            message = st.session_state.get(f"send {field}")
            st.button(field, key=field, on_click=act, args=(field, message))

    monkeypatch.setattr(classify, "_mount", mount)
    app = open_lesson("classification", "en", part="live")

    def send(field: str, message: object) -> dict:
        app.session_state[f"send {field}"] = message
        app.run()
        shown.clear()
        app.button(key=field).click().run()
        assert not app.exception and not app.error
        return shown[-1]

    return app, send, shown


def test_a_page_opens_with_an_example_and_its_answer(filmed) -> None:
    _, _, shown = filmed
    assert shown[-1]["answer"] is None
    assert len(shown[-1]["example"]["answer"]["guesses"]) == 5


def test_a_picture_is_answered_by_its_number_and_forgotten(filmed) -> None:
    app, send, shown = filmed
    told = send("frame", {"id": 41, "jpeg": jpeg()})
    assert told["answer"]["id"] == 41 and len(told["answer"]["guesses"]) == 5
    assert told["example"] is None, "what is large goes once, not with every answer"
    assert not [name for name in app.session_state["own"] if "frame" in name]
    shown.clear()
    app.run()
    assert shown[-1]["answer"] is None


def test_what_is_no_picture_is_passed_over(filmed) -> None:
    _, send, _ = filmed
    bad = base64.b64encode(b"no picture").decode()
    assert send("frame", {"id": 7, "jpeg": bad})["answer"] == {"id": 7, "late": True}


def test_a_picture_that_comes_too_late_is_not_looked_at(filmed, monkeypatch) -> None:
    _, send, _ = filmed
    monkeypatch.setattr(gateway, "LATE_S", -1.0)
    assert send("frame", {"id": 8, "jpeg": jpeg()})["answer"]["late"]


def test_a_picture_that_is_kept_joins_the_learners_own_until_there_are_enough(filmed) -> None:
    from core.ui import inputs

    app, send, _ = filmed
    shot = {"n": 1, "jpeg": jpeg((1, 2, 3), (1280, 720))}
    send("shot", shot)
    assert [p.original_wh for p in app.session_state["own"]["pictures"].values()] == [(1280, 720)]
    app.session_state["own"]["pictures"] |= {
        str(n): inputs.sample("coffee") for n in range(inputs.AT_MOST - 1)
    }
    send("shot", {"n": 2, "jpeg": jpeg((9, 99, 9))})
    assert len(app.session_state["own"]["pictures"]) == inputs.AT_MOST
    assert len(app.toast) == 1
