"""What must arrive is taken once, however often it is sent; the number that was taken is told."""

from types import SimpleNamespace

import pytest
import streamlit as st

from core.ui.components import courier


@pytest.fixture(autouse=True)
def state(monkeypatch) -> dict[str, object]:
    """Return what stands for the visitor's state."""
    held = {}
    monkeypatch.setattr(st, "session_state", held)
    return held


def come(state: dict[str, object], message: object, key: str = "camera") -> dict:
    state[key] = SimpleNamespace(edit=message)
    return dict(courier.once(key, "edit"))


def test_a_message_that_comes_again_is_not_taken_again(state) -> None:
    assert courier.last("camera") == 0
    assert come(state, {"n": 7, "do": "add"}) == {"n": 7, "do": "add"}
    assert courier.last("camera") == 7
    assert come(state, {"n": 7, "do": "add"}) == {}
    assert come(state, {"n": 8, "do": "drop"})["do"] == "drop"
    assert courier.last("camera") == 8


def test_components_count_for_themselves(state) -> None:
    come(state, {"n": 7})
    assert courier.last("recorder") == 0
    assert come(state, {"n": 7}, "recorder") == {"n": 7}


@pytest.mark.parametrize("message", [None, 5, "x", [1], {}, {"do": "add"}, {"n": "7"}, {"n": 1.5}])
def test_what_is_not_ours_is_not_taken(state, message: object) -> None:
    assert come(state, message) == {}
    assert courier.last("camera") == 0
