"""True boxes that the learner draws: kept in this session by picture, shared by the parts of the lesson."""

from collections.abc import Callable

import numpy as np
import streamlit as st

from core.detection import truth
from core.detection.infer import Candidates
from core.ui import cache, inputs, own


@cache.per_session
def size_of(key: str, _picture: inputs.Picture) -> tuple[int, int]:
    """Return width and height of the copy of a picture that pages work on."""
    height, width = _picture.rgb().shape[:2]
    return width, height


def drawn_on(picture: inputs.Picture, found: Candidates) -> truth.Drawn:
    """Return what the learner has drawn on a picture; at first what is known of a sample, else nothing."""
    text = own.get("truths", {}).get(picture.key)
    if text is None:
        return truth.of_sample(picture.key, found.wh, found.labels)
    return truth.read(text, found.wh)


def are_own(picture: inputs.Picture) -> bool:
    """Tell whether the learner has drawn or changed the boxes of a picture."""
    return picture.key in own.get("truths", {})


def keep(picture: inputs.Picture, drawn: truth.Drawn) -> None:
    """Keep true boxes of a picture."""
    own.own("truths", {})[picture.key] = truth.write(drawn)


def taker(picture: inputs.Picture, wh: tuple[int, int], component: str) -> Callable[[], None]:
    """Return what keeps the boxes that a component has just told of."""
    return lambda: keep(picture, truth.read(st.session_state[component].boxes or "", wh))


def one_box(picture: inputs.Picture, found: Candidates) -> tuple[int, int, int, int]:
    """Return the box last dragged on a picture; at first a drawn one, else the surest one."""
    text, (w, h) = own.get("how_boxes", {}).get(picture.key, ""), found.wh
    drawn = drawn_on(picture, found).xyxy
    if text.count(".") == 3 and text.replace(".", "").isdecimal():
        box = [float(part) for part in text.split(".")]
    elif len(drawn) or len(found.xyxy):
        box = list(drawn[0] if len(drawn) else found.xyxy[0])
    else:
        box = [w * 0.3, h * 0.3, w * 0.7, h * 0.7]
    x1, y1, x2, y2 = (round(float(v)) for v in np.clip(box, 0, [w, h, w, h]))
    x1, y1 = min(x1, w - 8), min(y1, h - 8)
    return x1, y1, max(x2, x1 + 8), max(y2, y1 + 8)


def take_one_box(picture: inputs.Picture, component: str) -> Callable[[], None]:
    """Return what keeps the box that a component has just told of."""

    def take() -> None:
        own.own("how_boxes", {})[picture.key] = st.session_state[component].box or ""

    return take
