"""How good a generator is: measured, looked at, guessed."""

import streamlit as st

from core.gan import models
from core.i18n.catalog import Words
from core.ui import controls, panels, shell
from core.ui.parts.gan import measures, quiz, skies, subject

VIEWS = {"measure": measures, "quiz": quiz}


@shell.fragment
def draw(say: Words) -> None:
    """Draw the part."""
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        view = controls.view(say, "quality.view", tuple(VIEWS), key="quality_view")
        kind = subject.choose(say, colour=view == "measure")
    if kind == models.SKIES:
        skies.measures(say)
        panels.model_card(say, models.name_of(kind))
    else:
        VIEWS[view].draw(say, kind)
