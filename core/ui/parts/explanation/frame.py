"""What the views of evidence begin with: a photo, a model, its answer."""

from collections.abc import Callable

import streamlit as st

from core.i18n.catalog import Words
from core.ui import inputs, panels, shell
from core.ui.parts.explanation.predictions import seen

View = Callable[..., None]


def draw(say: Words, view: View) -> None:
    """Draw photos to choose from, then `view`: (say, picture, model, found, stage, side)."""
    show(say, inputs.choose_picture(say), view)


@shell.fragment
def show(say: Words, picture: inputs.Picture, view: View) -> None:
    """Draw a view of a picture with its controls and the model's card."""
    stage, side = panels.stage_and_controls()
    with side:
        model = panels.choose_model(say, "classification", fallback="everyday")
    view(say, picture, model, seen(picture.key, model, picture, say), stage, side)
    with side:
        if model == "everyday":
            st.caption(say("official_adds"))
        inputs.add_pictures(say)
    panels.model_card(say, model)
