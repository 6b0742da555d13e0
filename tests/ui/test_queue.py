import threading
import time

from streamlit.testing.v1 import AppTest

from core.i18n.catalog import text
from core.runtime import gateway


def app() -> None:
    import streamlit as st

    from core.i18n.catalog import Words
    from core.ui import queue

    shown, info = st.session_state.setdefault("shown", []), st.delta_generator.DeltaGenerator.info

    def note(self, sentence: str, **settings: object) -> object:
        shown.append(sentence)
        return info(self, sentence, **settings)

    st.delta_generator.DeltaGenerator.info = note
    try:
        st.text(queue.ask(Words("en", "classification"), "answer".upper))
    finally:
        st.delta_generator.DeltaGenerator.info = info


def test_the_place_in_the_queue_is_shown_while_one_waits_and_gone_with_the_answer() -> None:
    busy = threading.Event()

    def until_somebody_has_waited() -> None:
        busy.set()
        while not gateway.status().waiting:
            time.sleep(0.05)
        time.sleep(1.0)  # who waits is told every quarter of a second

    other = threading.Thread(target=gateway.call, args=(until_somebody_has_waited,))
    other.start()
    busy.wait(10)
    visitor = AppTest.from_function(app, default_timeout=20).run()
    other.join()
    assert visitor.text[0].value == "ANSWER"
    assert visitor.session_state["shown"][0] == text("en", "common.queue", ahead=1, seconds=1)
    assert not visitor.info


def test_nothing_is_shown_without_a_queue() -> None:
    visitor = AppTest.from_function(app).run()
    assert visitor.text[0].value == "ANSWER"
    assert not visitor.session_state["shown"] and not visitor.info
