"""Reinforcement learning: an agent that nobody shows the right move learns to balance a pole."""

from importlib import import_module

import streamlit as st

from core.ui import controls, panels, shell
from core.ui.parts.cartpole import PARTS, SITUATIONS, against

say = shell.page("cartpole")

panels.presets(say, SITUATIONS)
part = controls.choice(
    st.segmented_control,
    say("part"),
    PARTS,
    "part",
    "play",
    lambda name: say(f"parts.{name}"),
    required=True,
    label_visibility="collapsed",
)
if part != "play":
    st.markdown(say(f"looks.{part}"))
import_module(f"core.ui.parts.cartpole.{part}").draw(say)
if part != "against":
    against.challenge(say)
panels.how_it_works(say)
panels.model_card(say, "dqn")
