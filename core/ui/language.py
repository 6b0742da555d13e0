"""Which language this visitor reads."""

import streamlit as st

from core.i18n.catalog import LANGUAGES, guess
from core.ui import controls

NAMES = {"ko": "한국어", "en": "English"}


def language() -> str:
    """Return what the visitor chose, else what the link says, else what the browser speaks."""
    for said in (st.session_state.get("lang"), controls.chosen("lang")):
        if said in LANGUAGES:
            return said
    return guess(st.context.locale)


def switch() -> None:
    """Draw the language switch; the choice is in the link of every page."""
    controls.choice(
        st.segmented_control,
        "Language · 언어",
        LANGUAGES,
        key="lang",
        default=guess(st.context.locale),
        format_func=NAMES.__getitem__,
        required=True,
        label_visibility="collapsed",
        width="stretch",
    )
