"""Faces hidden, to be looked at by the learner and downloaded."""

from collections.abc import Callable

import numpy as np
import streamlit as st

from core.faces import blazeface, hiding
from core.i18n.catalog import Words
from core.media import images
from core.shared.blaze import Finds
from core.ui import cache, controls, inputs, own, panels, queue, shell
from core.ui.components.faces.hide_faces import Cover, hide_faces

SAMPLES = ("zidane", "bus", "astronaut", "cameraman", "cat")
MINE = "hidden_faces"
AGAIN = "again"
SURE = (blazeface.LOWEST, 0.9, blazeface.FLOOR)
CELLS = (2, 24, 6)
FINE = 12
"""fields in a row that the challenge asks for"""


def draw(say: Words) -> None:
    """Draw the part."""
    picture = inputs.picture(say, SAMPLES, default="zidane")
    if blazeface.missing():
        st.info(say("hide.missing"), icon=":material/cloud_off:")
    stage(say, picture)
    if not blazeface.missing():
        panels.model_card(say, "blazeface")


@shell.fragment
def stage(say: Words, picture: inputs.Picture) -> None:
    """Draw the photo with its hidden faces, what is still seen of them, and the download."""
    left, right = panels.stage_and_controls()
    link = {"bind": "query-params"}
    with right:
        way = controls.choice(
            st.radio, say("hide.way"), hiding.WAYS, "hide_way", "pixelate", lambda w: say(f"hide.ways.{w}")
        )
        plain = way == "colour"
        cells = st.slider(
            say("hide.cells"), *CELLS, key="hide_cells", help=say("hide.cells_help"), disabled=plain, **link
        )
        inputs.add_pictures(say)
        floor = SURE[2]
        if not blazeface.missing():
            with st.expander(say("more"), icon=":material/tune:"):
                floor = st.slider(say("sure"), *SURE, 0.05, key="hide_sure", help=say("hide.sure_help"), **link)
    rgb = picture.rgb()
    wh = rgb.shape[1], rgb.shape[0]
    found = np.empty((0, 4)) if blazeface.missing() else blazeface.sure(seen(picture.key, picture, say), floor).xyxy
    found = hiding.read(hiding.write(found), wh)
    text = own.get(MINE, {}).get(picture.key)
    places = found if text is None else hiding.read(text, wh)
    with left:
        key = own.key("hide_faces")
        cover = Cover(picture.jpeg, wh, way, cells, found)
        hide_faces(cover, places, say.table("hide_words"), key, taker(picture.key, key))
        left_over = None
        if not blazeface.missing():
            setup = way, 0 if plain else cells, hiding.write(places)
            left_over = still(picture.key, *setup, places, picture, say)
        panels.verdict(verdict(say, found, places, left_over, None if plain else cells))
        panels.download(
            say, "hide.save", lambda: images.to_png(hiding.hidden(rgb, places, way, cells)), "hidden.png", "image/png"
        )
        st.caption(say("hide.saved"))
        solved = picture.key == "astronaut" and bool(len(found)) and not plain and cells >= FINE
        solved = solved and len(places) > 0 and hiding.still_seen(found, places) > 0 and left_over == 0
        facts = {"cells": cells, "left": "–" if left_over is None else left_over}
        state = say("hide.state" if picture.key == "astronaut" else "hide.state_other", **facts)
        panels.challenge(say, solved, state, "hide.challenge")


def taker(picture: str, component: str) -> Callable[[], None]:
    """Return what keeps the places that a component has just told of, by picture."""

    def take() -> None:
        told = st.session_state[component].places
        if told == AGAIN:
            own.own(MINE, {}).pop(picture, None)
        elif isinstance(told, str):
            own.own(MINE, {})[picture] = told

    return take


@cache.per_session
def seen(key: str, _picture: inputs.Picture, _say: Words) -> Finds:
    """Return the faces in a picture, small ones too."""
    return queue.ask(_say, blazeface.find_closer, _picture.rgb())


@cache.per_session
def still(
    key: str, way: str, cells: int, text: str, _places: np.ndarray, _picture: inputs.Picture, _say: Words
) -> int:
    """Return in how many of the hidden places BlazeFace still sees a face."""
    rgb = hiding.hidden(_picture.rgb(), _places, way, cells)
    found = queue.ask(_say, blazeface.find_closer, rgb, blazeface.FLOOR)
    return hiding.still_seen(found.xyxy, _places)


def verdict(
    say: Words, found: np.ndarray, places: np.ndarray, left_over: int | None, cells: int | None
) -> str:
    """Return what is hidden, what is left of it, and who has to look."""
    mine, n = hiding.by_hand(places, found), len(places)
    if not n:
        return f"{say('hide.verdict_none')} {say('hide.check')}"
    said = [say("hide.verdict", n=n, found=n - mine, mine=mine)]
    if cells:
        said.append(say("hide.left", cells=cells))
    if left_over is not None:
        said.append(say("hide.still" if left_over else "hide.gone", left=left_over))
    return " ".join([*said, say("hide.check")])
