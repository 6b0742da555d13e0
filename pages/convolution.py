"""Convolution and pooling: a small window of numbers slides over the learner's photo."""

from importlib import import_module

import streamlit as st

from core.ui import controls, inputs, panels, shell
from core.ui.parts.convolution import PARTS, SITUATIONS, riddle

say = shell.page("convolution")

SAMPLES = ("cat", "coffee", "china", "flower", "astronaut", "bus", "coins", "brick", "shapes")

panels.presets(say, SITUATIONS)
picture = inputs.picture(say, SAMPLES, default="cat")
part = controls.choice(
    st.segmented_control,
    say("part"),
    PARTS,
    "part",
    "window",
    lambda name: say(f"parts.{name}"),
    required=True,
    label_visibility="collapsed",
)
if part != "window":
    st.markdown(say(f"looks.{part}"))
import_module(f"core.ui.parts.convolution.{part}").draw(say, picture)
riddle.draw(say, picture)
panels.how_it_works(say)
