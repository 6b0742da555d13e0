"""Image classification: a photo becomes a list of guesses; why, and how to teach a network one's own."""

from importlib import import_module

import streamlit as st

from core.ui import controls, panels, shell
from core.ui.parts.classification import PARTS, SITUATIONS

say = shell.page("classification")

panels.presets(say, SITUATIONS)
part = controls.choice(
    st.segmented_control,
    say("part"),
    PARTS,
    "part",
    "recognise",
    lambda name: say(f"parts.{name}"),
    required=True,
    label_visibility="collapsed",
)
if part != "recognise":
    st.markdown(say(f"looks.{part}"))
import_module(f"core.ui.parts.classification.{part}").draw(say)
panels.how_it_works(say)
