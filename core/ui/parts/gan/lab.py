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
    words = say.table("lab.words")
    gan_lab(setup, words, "gan_lab", take, take_story)
    story = st.session_state.get(STORY, "")
    panels.challenge(say, story == "repaired", say(f"lab.story_{story or 'open'}"), "lab.challenge")


def take() -> None:
    """Keep what the learner has set."""
    controls.keep(KEY, st.session_state.gan_lab.state or lab.FIRST, lab.FIRST)


def take_story() -> None:
    """Keep how far the learner has come with the challenge."""
    st.session_state[STORY] = st.session_state.gan_lab.story or ""
