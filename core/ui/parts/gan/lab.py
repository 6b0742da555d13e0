"""The laboratory: two small networks play against each other on points of the plane."""

import streamlit as st

from core.gan import lab
from core.i18n.catalog import Words
from core.ui import controls, panels, shell
from core.ui.components.gan.lab import gan_lab

KEY, STORY = "lab", "gan_story"


@shell.fragment
def draw(say: Words) -> None:
    """Draw the part."""
    setup = lab.read(controls.kept(KEY, lab.FIRST))
    st.markdown(say("lab.chain"))
    words = say.table("lab.words")
    take = controls.follow(KEY, "gan_lab", "state", lab.FIRST)
    gan_lab(setup, words, "gan_lab", take, controls.follow(STORY, "gan_lab", "story"))
    story = st.session_state.get(STORY, "")
    panels.challenge(say, story == "repaired", say(f"lab.story_{story or 'open'}"), "lab.challenge")
