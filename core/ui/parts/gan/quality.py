"""How good a generator is: measured, looked at, guessed."""

import streamlit as st

from core.i18n.catalog import Words
from core.ui import controls, shell
from core.ui.parts.gan import measures, quiz, subject

VIEWS = {"measure": measures, "quiz": quiz}


@shell.fragment
def draw(say: Words) -> None:
    """Draw the part."""
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        view = controls.view(say, "quality.view", tuple(VIEWS), key="quality_view")
        kind = subject.choose(say)
    VIEWS[view].draw(say, kind)
