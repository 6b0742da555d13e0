"""Choices that travel in the link.

`bind="query-params"` writes the label of an option into the link, and labels change with the language: what one
visitor sends in Korean would mean nothing in English. A choice therefore puts the option's own name there. Sliders,
numbers and toggles have no such trouble: give them a `key` and `bind="query-params"`.
"""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st


def choice(
    widget: Callable[..., str],
    label: str,
    options: Sequence[str],
    key: str,
    default: str,
    format_func: Callable[[str], str] = str,
    **settings: Any,
) -> str:
    """Draw `widget` (st.selectbox, st.radio, st.segmented_control, st.pills) and return the chosen option's name."""
    linked = st.query_params.get(key)
    if st.session_state.get(key) not in options:
        st.session_state[key] = linked if linked in options else default
    chosen = widget(label, options, key=key, format_func=format_func, **settings) or default
    link(key, chosen, default)
    return chosen


def link(key: str, value: str, default: str) -> None:
    """Write a value into the link, or take it out where it is the default."""
    if value == default:
        st.query_params.pop(key, None)
    elif st.query_params.get(key) != value:
        st.query_params[key] = value
