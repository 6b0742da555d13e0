"""Results remembered for one visitor: nothing made from their pictures is in a cache that others share."""

from collections.abc import Callable

import streamlit as st

MAX_ENTRIES = 24
_own: dict[str, Callable] = {}


def per_session(function: Callable) -> Callable:
    """Remember results in this visitor's session, by the arguments (those named _x do not count)."""
    cached = st.cache_data(function, scope="session", max_entries=MAX_ENTRIES, show_spinner=False)
    _own[f"{function.__module__}.{function.__qualname__}"] = cached
    return cached


def forget() -> None:
    """Forget all that was remembered for this visitor."""
    for cached in list(_own.values()):
        cached.clear()
