"""Why this answer? Heat maps of the evidence, and a photo to paint over."""

import streamlit as st

from core.i18n.catalog import Words
from core.ui import controls, inputs, panels, shell
from core.ui.parts.classification import choose_picture, heat, paint
from core.ui.parts.classification.seen import seen

VIEWS = {"heat": heat.draw, "paint": paint.draw}


def draw(say: Words) -> None:
    """Draw the part."""
    show(say, choose_picture(say))


@shell.fragment
def show(say: Words, picture: inputs.Picture) -> None:
    """Draw one of the two views."""
    view = controls.choice(
        st.segmented_control,
        say("why_view"),
        tuple(VIEWS),
        "why_view",
        "heat",
        lambda name: say(f"why_views.{name}"),
        required=True,
        label_visibility="collapsed",
    )
    stage, side = panels.stage_and_controls()
    with side:
        model = panels.choose_model(say, "classification", fallback="everyday")
    VIEWS[view](say, picture, model, seen(picture.key, model, picture, say), stage, side)
    with side:
        if model == "everyday":
            st.caption(say("official_adds"))
        inputs.add_pictures(say)
    panels.model_card(say, model)
