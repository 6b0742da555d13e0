"""Choices open where they were left; only a program sets them in the browser, not each run."""

from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from core.ui import controls

WIDGETS = ("radio", "selectbox", "segmented_control", "pills", "select_slider")


def app(widget: str, options: str = "abc") -> None:
    import streamlit as st

    from core.ui import controls

    st.session_state.value = controls.choice(getattr(st, widget), "Letter", tuple(options), "letter", "b")
    st.button("Set", key="set", on_click=lambda: st.session_state.update(letter="c"))
    st.toggle("Other", key="other")


def drawn(at: AppTest) -> object:
    return next(element for element in at.main if getattr(element, "key", None) == "letter")


@pytest.mark.parametrize("widget", WIDGETS)
def test_a_run_does_not_set_back_what_may_have_been_clicked_meanwhile(widget: str) -> None:
    at = AppTest.from_function(app, args=(widget,)).run()
    assert at.session_state.value == "b"
    at.toggle(key="other").set_value(True).run()
    assert not drawn(at).proto.set_value
    at.button(key="set").click().run()
    assert drawn(at).proto.set_value
    assert at.session_state.value == "c"
    at.toggle(key="other").set_value(False).run()
    assert not drawn(at).proto.set_value
    assert at.session_state.value == "c"
    assert at.query_params["letter"] == "c"


@pytest.mark.parametrize("widget", WIDGETS)
def test_what_is_no_longer_offered_gives_way_to_the_default(widget: str) -> None:
    at = AppTest.from_function(app, args=(widget,)).run()
    at.button(key="set").click().run()
    at.args = (widget, "ab")
    at.run()
    assert at.session_state.value == "b"


def test_a_link_opens_at_its_choice_and_a_foreign_one_at_the_default() -> None:
    for said, opened in (("c", "c"), ("<script>", "b")):
        at = AppTest.from_function(app, args=("radio",))
        at.query_params["letter"] = said
        assert at.run().session_state.value == opened


@pytest.mark.parametrize(("held", "kept"), [("7", "7"), ("", "1"), (None, "1")])
def test_what_a_component_holds_is_followed_and_nothing_is_the_default(
    monkeypatch: pytest.MonkeyPatch, held: str | None, kept: str
) -> None:
    state = {"curves": SimpleNamespace(at=held)}
    monkeypatch.setattr(controls.st, "session_state", state)
    controls.follow("at", "curves", "at", "1")()
    assert state["at"] == kept
