"""What the views of evidence begin with: a photo, a model, its answer."""

from collections.abc import Callable

import streamlit as st

from core.i18n.catalog import Words
from core.runtime import registry
from core.ui import inputs, panels, shell
from core.ui.parts.explanation.predictions import seen

View = Callable[..., None]
BUNDLED = "everyday"


def draw(say: Words, view: View) -> None:
    """Draw photos to choose from, then `view`: (say, picture, model, found, stage, side)."""
    show(say, inputs.choose_picture(say), view)


@shell.fragment
def show(say: Words, picture: inputs.Picture, view: View) -> None:
    """Draw a view of a picture with its controls and the model's card."""
    stage, side = panels.stage_and_controls()
    with side:
        model = panels.choose_model(say, "classification", fallback=BUNDLED)
    view(say, picture, model, seen(picture.key, model, picture, say), stage, side)
    with side:
        if model == BUNDLED:
            st.caption(say("official_adds"))
        inputs.add_pictures(say)
    panels.model_card(say, model)


def places(say: Words, model: str, size: tuple[int, int]) -> None:
    """Say how many places the last layer of a model has, (h, w), beside those of the bundled one."""
    if model != BUNDLED:
        spec, (h, w) = registry.get_spec(model), size
        facts = {"name": spec.title, "side": spec.preprocessing.crop}
        st.caption(say("official_has", **facts, places=f"{w}×{h}"))
