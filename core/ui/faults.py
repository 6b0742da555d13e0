"""An error as a sentence for the learner, also one that a callback has raised."""

import logging
import secrets
from collections.abc import Callable

import streamlit as st
from streamlit.runtime.state import SessionState

from core.i18n import plain_text
from core.i18n.catalog import Words, labels

LONGEST_FACT = 500
log = logging.getLogger("deepvision")


def plain_fact(text: str) -> str:
    """Return a fact for Markdown: a name, or a list of them."""
    return plain_text.in_markdown(text, LONGEST_FACT)


def is_known(error: Exception) -> bool:
    """Tell whether there is a sentence for this error."""
    return f"errors.{getattr(error, 'code', None)}" in labels("en")


def sentence(say: Words, error: Exception, plain: Callable[[str], str] = plain_fact) -> str:
    """Return an error's own sentence, else one with a short code that is in the log.

    The facts may be what a stranger's file has brought along: `plain` makes them text and nothing else.
    """
    if is_known(error):
        facts = {name: plain(fact) if isinstance(fact, str) else fact for name, fact in error.facts.items()}
        return say.error(error.code, **facts)
    number = secrets.token_hex(3).upper()
    log.error("error %s", number, exc_info=error)
    return say.error("unknown", code=number)


_FAILED = "_failed_callbacks"


def guard_callbacks() -> None:
    """Let no callback end a run: what one raises is kept until the page tells it (`failed`).

    Streamlit runs them before the page, outside its error boundary. This is the one place where all pass.
    """
    passed = SessionState._run_callback_and_record_rerun
    if getattr(passed, "guarded", False):
        return

    def guarded(self: SessionState, votes: object, run: Callable[[], None]) -> None:
        def safely() -> None:
            try:
                run()
            except Exception as error:
                st.session_state.setdefault(_FAILED, []).append(error)

        passed(self, votes, safely)

    guarded.guarded = True
    SessionState._run_callback_and_record_rerun = guarded


def failed() -> list[Exception]:
    """Return what callbacks have raised since the last time."""
    return st.session_state.pop(_FAILED, [])
