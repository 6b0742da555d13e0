"""Activity recognition: a window over a phone's recording is enough to name what somebody does."""

from importlib import import_module

import streamlit as st

from core.ui import controls, panels, shell
from core.ui.parts.activity import PARTS, SITUATIONS

say = shell.page("activity")

panels.presets(say, SITUATIONS)
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
import_module(f"core.ui.parts.activity.{part}").draw(say)
panels.how_it_works(say)
