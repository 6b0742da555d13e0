from streamlit.testing.v1 import AppTest


def app() -> None:
    import streamlit as st

    from core.ui import cache

    calls = st.session_state.setdefault("calls", [])

    @cache.per_session
    def double(number: int, _not_counted: object = None) -> int:
        calls.append(number)
        return 2 * number

    st.text(double(st.session_state.get("number", 1), object()))
    if st.session_state.get("forget"):
        cache.forget()


def test_a_result_is_computed_once_a_visitor_and_argument() -> None:
    first, second = AppTest.from_function(app).run(), AppTest.from_function(app).run()
    first.run()
    assert first.session_state["calls"] == second.session_state["calls"] == [1]
    first.session_state["number"] = 5
    assert first.run().text[0].value == "10"
    first.session_state["number"] = 1
    assert first.run().text[0].value == "2"
    assert first.session_state["calls"] == [1, 5]


def test_what_is_forgotten_is_computed_again() -> None:
    visitor = AppTest.from_function(app)
    visitor.session_state["forget"] = True
    visitor.run().run()
    assert visitor.session_state["calls"] == [1, 1]


def test_only_so_many_results_are_kept() -> None:
    from core.ui import cache

    visitor = AppTest.from_function(app).run()
    for number in [*range(cache.MAX_ENTRIES + 1), 1]:
        visitor.session_state["number"] = number
        visitor.run()
    (kept,) = visitor.session_state[cache._KEPT].values()
    assert len(kept) == cache.MAX_ENTRIES
    visitor.session_state["number"] = 0
    visitor.run()
    assert visitor.session_state["calls"].count(0) == 2, "the longest unused went"
