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


def shown(proto: object) -> set[str]:
    """Return the labels that a run sets in the browser."""
    for field in ("raw_values", "raw_value", "value"):
        if field in proto.DESCRIPTOR.fields_by_name:
            value = getattr(proto, field)
            return {value} if isinstance(value, str) else set(value)
    raise AssertionError(proto)


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


def labelled(widget: str) -> None:
    import streamlit as st

    from core.ui import controls

    korean = st.toggle("Korean", key="korean")
    names = {"a": "하나", "b": "둘", "c": "셋"} if korean else {"a": "one", "b": "two", "c": "three"}
    controls.choice(getattr(st, widget), "Letter", tuple("abc"), "letter", "b", names.__getitem__)
    st.session_state.several = controls.choices(
        st.pills, "Several", tuple("abc"), "some", ["a"], names.__getitem__, selection_mode="multi"
    )
    st.button("Set", key="set", on_click=lambda: st.session_state.update(letter="c", some=["a", "c"]))


@pytest.mark.parametrize("widget", WIDGETS)
def test_a_choice_is_shown_in_the_other_language_too(widget: str) -> None:
    at = AppTest.from_function(labelled, args=(widget,)).run()
    at.button(key="set").click().run()
    at.toggle(key="korean").set_value(True).run()
    several = next(element for element in at.main if getattr(element, "key", None) == "some")
    for element, labels in ((drawn(at), {"셋"}), (several, {"하나", "셋"})):
        assert element.proto.set_value
        assert shown(element.proto) == labels
    assert (at.session_state.letter, at.session_state.several) == ("c", ["a", "c"])
    at.run()
    assert not drawn(at).proto.set_value


@pytest.mark.parametrize("widget", WIDGETS)
def test_what_is_chosen_in_the_run_that_changes_the_language_is_shown_in_it(widget: str) -> None:
    at = AppTest.from_function(labelled, args=(widget,)).run()
    at.toggle(key="korean").set_value(True)
    drawn(at).set_value("c").run()
    assert drawn(at).proto.set_value
    assert shown(drawn(at).proto) == {"셋"}


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
