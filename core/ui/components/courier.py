"""Messages of components that must arrive: sent again until their number comes back (`courier.js`)."""

from collections.abc import Mapping
from typing import Any

import streamlit as st


def once(key: str, kind: str) -> Mapping[str, Any]:
    """Return the message `kind` that the component `key` has just sent, in its callback.

    It is empty where the message is not ours or was taken before.
    """
    found = getattr(st.session_state[key], kind, None)
    if not isinstance(found, Mapping) or not isinstance(found.get("n"), int) or found["n"] == last(key):
        return {}
    st.session_state[_name(key)] = found["n"]
    return found


def last(key: str) -> int:
    """Return the number of the message that was taken last, which the component is to be told; 0 at first."""
    return st.session_state.get(_name(key), 0)


def _name(key: str) -> str:
    return f"{key} arrived"
