"""Activation functions: how the bend of f decides whether deep layers can learn."""

from importlib import import_module

import streamlit as st

from core.ui import controls, panels, shell
from core.ui.parts.activations import PARTS, SITUATIONS

say = shell.page("activations")

panels.presets(say, SITUATIONS)
part = controls.choice(
    st.segmented_control,
    say("part"),
    PARTS,
    "part",
    "shapes",
    lambda name: say(f"parts.{name}"),
    required=True,
    label_visibility="collapsed",
)
st.markdown(say(f"looks.{part}"))
import_module(f"core.ui.parts.activations.{part}").draw(say)
panels.how_it_works(say)
