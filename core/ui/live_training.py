"""A training here and now: a seat, slices of computing time, a bar, looks at the learner, stop, a limit."""

import time
from collections.abc import Callable
from typing import Protocol

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.i18n.catalog import Words
from core.runtime.cluster.wire import changes_its_first
from core.ui import queue, visitors

SLICE_S = 0.25
"""computing time between two looks at the stop button"""
LONGEST_S = 90.0
"""computing time after which a training ends by itself"""
SLICES_A_LOOK = 2


class Learner(Protocol):
    """What learns for as long as it is told, one slice of time after another."""

    @property
    def done(self) -> bool:
        """Whether it has learnt to the end."""

    def advance(self, seconds: float) -> None:
        """Learn for about so long."""


def asked_to_begin(label: str, key: str) -> bool:
    """Draw the button that begins a training; return whether it was pressed, once a click.

    The part that draws it is no fragment: a click in a fragment would wait for a training, not end it.
    """
    asked = f"{key}_asked"

    def ask() -> None:
        st.session_state[asked] = True

    st.button(label, key=key, type="primary", icon=":material/play_arrow:", on_click=ask)
    return st.session_state.pop(asked, False)


def train(
    say: Words,
    learner: Learner,
    key: str,
    place: DeltaGenerator,
    tell: Callable[[], tuple[float, str]],
    keep: Callable[[], None],
    look: Callable[[DeltaGenerator, int], None] | None = None,
    longest_s: float | None = None,
) -> None:
    """Train in `place` to the end, the limit (LONGEST_S) or the stop button, then `keep` what came out.

    `tell` returns for the bar the share done, 0..1, and a sentence. `look(where, n)` draws how the learner is
    doing, for the n-th time. A click elsewhere ends the training, and nothing is kept.
    Raises Full where too many train at this moment; nothing is computed before there is a seat.
    """
    longest_s, spent_s, slices = LONGEST_S if longest_s is None else longest_s, 0.0, 0
    with visitors.trainings.one(), place.container():
        bar = st.progress(0.0)
        st.button(say("stop"), key=key, on_click=keep, icon=":material/stop_circle:")
        shown = st.empty()
        while not learner.done and spent_s < longest_s:
            spent_s += queue.ask(say, _advance, learner, SLICE_S)
            bar.progress(*tell())
            if look is not None and slices % SLICES_A_LOOK == 0:
                look(shown, slices // SLICES_A_LOOK)
            slices += 1
    keep()


@changes_its_first
def _advance(learner: Learner, seconds: float) -> float:
    """Let it learn; return how long it did: it ends a step, or a pass, that it has begun."""
    started = time.perf_counter()
    learner.advance(seconds)
    return time.perf_counter() - started
