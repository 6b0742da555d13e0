"""Faces hidden, to be looked at by the learner and downloaded."""

from collections.abc import Callable

import numpy as np
import streamlit as st

from core.faces import blazeface, hiding
from core.i18n.catalog import Words
from core.media import images
from core.shared.blaze import Finds
from core.shared.boxes import EMPTY
from core.ui import cache, controls, inputs, own, panels, queue, shell
from core.ui.components.faces.hide_faces import Cover, hide_faces

SAMPLES = ("zidane", "bus", "astronaut", "cameraman", "cat")
MINE = "hidden_faces"
AGAIN = "again"
SURE = (blazeface.LOWEST, 0.9, blazeface.FLOOR)
CELLS = (2, 24, 5)
FINE = 10
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
    with right:
        way, cells, floor = controlled(say)
        inputs.add_pictures(say)
    rgb, found = picture.rgb(), EMPTY
    wh = rgb.shape[1], rgb.shape[0]
    if not blazeface.missing():
        sure = blazeface.sure(seen(picture.key, picture, say), floor)
        found = hiding.read(hiding.write(sure.xyxy), wh)
    text = own.get(MINE, {}).get(picture.key)
    places = found if text is None else hiding.read(text, wh)
    with left:
        key = own.key("hide_faces")
        cover = Cover(picture.jpeg, wh, way, cells, found)
        hide_faces(cover, places, say.table("hide_words"), key, taker(picture.key, key))
        setup = way, 0 if way == "colour" else cells
        left_over = None
        if not blazeface.missing():
            left_over = still(picture.key, *setup, hiding.write(places), places, picture, say)
        panels.verdict(verdict(say, found, places, left_over, setup[1]))

        def saved() -> bytes:
            return images.to_png(hiding.hidden(rgb, places, way, cells))

        panels.download(say, "hide.save", saved, "faces_hidden.png", "image/png")
        st.caption(say("hide.saved"))
        challenge(say, picture, setup[1], hiding.still_seen(found, places), left_over)


def controlled(say: Words) -> tuple[str, int, float]:
    """Draw how faces are hidden; return the way, the fields in a row, and BlazeFace's least score."""
    link = {"bind": "query-params"}
    way = controls.choice(
        st.radio, say("hide.way"), hiding.WAYS, "hide_way", "pixelate", lambda w: say(f"hide.ways.{w}")
    )
    text = say("hide.cells_help")
    cells = st.slider(
        say("hide.cells"), *CELLS, key="hide_cells", help=text, disabled=way == "colour", **link
    )
    if blazeface.missing():
        return way, cells, SURE[2]
    with st.expander(say("more"), icon=":material/tune:"):
        floor = st.slider(say("sure"), *SURE, 0.05, key="hide_sure", help=say("hide.sure_help"), **link)
    return way, cells, floor


def challenge(say: Words, picture: inputs.Picture, cells: int, hidden: int, left_over: int | None) -> None:
    """Ask for the finest fields under which BlazeFace loses the astronaut's face."""
    right = picture.key == "astronaut"
    solved = right and hidden > 0 and left_over == 0 and cells >= FINE
    state = say("hide.state_other")
    if right and left_over is not None:
        state = say("hide.state_seen" if left_over or not hidden else "hide.state_gone", cells=cells)
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


def verdict(say: Words, found: np.ndarray, places: np.ndarray, left_over: int | None, cells: int) -> str:
    """Return what is hidden, what is left of it, and who has to look; `cells` is 0 where nothing is left."""
    mine, n = hiding.by_hand(places, found), len(places)
    if not n:
        return f"{say('hide.verdict_none')} {say('hide.check')}"
    said = [say("hide.verdict", n=n, found=n - mine, mine=mine)]
    if cells:
        said.append(say("hide.left", cells=cells))
    if left_over is not None:
        said.append(say("hide.still" if left_over else "hide.gone", left=left_over))
    return " ".join([*said, say("hide.check")])
