"""What a detector proposes for the learner's picture, asked once and remembered, and which detector."""

import streamlit as st

from core.detection import infer, models
from core.detection.infer import Candidates
from core.i18n.catalog import Words
from core.ui import cache, inputs, panels, queue

FIRST = {"yolo": "everyday_yolo", "ssd": "everyday_ssd"}
"""the bundled detector of each family"""


@cache.per_session
def candidates(key: str, model: str, _picture: inputs.Picture, _say: Words) -> Candidates:
    """Return what a model proposes for a picture: the best boxes, the same for every part."""
    with st.spinner(_say("looking", name=panels.title_of(model))):
        return queue.ask(_say, infer.candidates, _picture.rgb(), model).best(infer.LOOKED_AT)


def choose_model(say: Words) -> str:
    """Let the learner choose the detector that all parts of the lesson look at."""
    return panels.choose_model(say, "detection", FIRST["yolo"], key="detector")


def choose_other(say: Words, model: str) -> str:
    """Let the learner choose a detector of the other family."""
    family = "yolo" if models.family(model) == "ssd" else "ssd"
    return panels.choose_model(
        say, "detection", FIRST[family], models.of_family(family), key=f"against_{family}"
    )


def chosen(say: Words, picture: inputs.Picture) -> Candidates:
    """Draw the choice of the detector in a narrow column; return what it proposes for the picture."""
    with st.columns([2, 3])[0]:
        model = choose_model(say)
    return candidates(picture.key, model, picture, say)
