"""Learning to tell faces, here and now, and any work with a bar and a way out."""

import time
from collections.abc import Iterator
from typing import TypeVar

import streamlit as st

from core.faces import methods, sliding_window_detector
from core.faces.methods import Detector, Marks
from core.i18n.catalog import Words
from core.ui import cache, queue

VOTES = 2
"""windows that must agree on a face"""
T = TypeVar("T")
Learnt = tuple[Detector, Marks, float]


def work(say: Words, steps: Iterator[tuple[float, T | None]], said: str) -> T:
    """Take the steps in turn with the other visitors; show how far it is, and a way out."""
    place, result = st.empty(), None
    with place.container():
        bar = st.progress(0.0, said)
        st.button(say("stop_search"), key=f"stop_{said}", on_click=_quick, icon=":material/stop_circle:")
    while result is None:
        share, result = queue.ask(say, next, steps)
        bar.progress(share, said)
    place.empty()
    return result


def _quick() -> None:
    """Go back to what takes no time."""
    st.session_state["face_method"], st.session_state["face_again"] = "hog", False
    st.session_state["face_all"] = False


@cache.per_session
def learnt(method: str, each: int, seed: int, again: bool, _say: Words) -> Learnt:
    """Return a detector, its marks on the patches kept aside, and the seconds of learning."""
    started, data = time.perf_counter(), methods.split(each, seed)
    said = _say("learning", method=_say(f"methods.{method}"))
    detector = work(_say, methods.train(method, data, seed), said)
    if again:
        wrong = work(_say, sliding_window_detector.false_alarms(detector, seed), _say("mining"))
        detector = work(_say, methods.train(method, data, seed, wrong), said + " ")
    seconds = time.perf_counter() - started
    return detector, queue.ask(_say, methods.test, detector, data), seconds
