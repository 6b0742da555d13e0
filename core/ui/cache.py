"""Results remembered for one visitor: nothing made from a learner's picture is ever in a cache that others share."""

from collections.abc import Callable

import streamlit as st


def per_session(function: Callable, max_entries: int = 24) -> Callable:
    """Remember a function's results in this visitor's session, by its arguments (those named _x are not hashed)."""
    return st.cache_data(function, scope="session", max_entries=max_entries, show_spinner=False)


def shared(function: Callable, max_entries: int = 24) -> Callable:
    """Remember results for everybody: only for what does not come from a visitor."""
    return st.cache_data(function, max_entries=max_entries, show_spinner=False)
