"""Live cameras: each picture that comes is answered in one run of a fragment, and forgotten.

A picture and its answer travel through the visitor's own session alone, so nobody can get another's.
"""

import time
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.i18n.catalog import Words
from core.media import live_frames
from core.media.errors import MediaError
from core.runtime import gateway
from core.ui import faults, inputs, own, visitors
from core.ui.components import courier
from core.ui.components.live.camera import Camera, Example, jpeg_of, unpack

T = TypeVar("T")
TOLD, KEPT = "live_told", "live_kept"
NOT_SEEN = {"late": True}
"""the answer to a picture that was dropped; the browser sends a newer one"""


def camera(
    say: Words,
    name: str,
    example: Example | None,
    told: Callable[[T], Mapping[str, Any]],
    look: Callable[..., T],
    *args: object,
) -> Camera:
    """Return the camera `name` of a page with the answer to its last picture, if one has come.

    `look(rgb, *args)` is a function of the core, asked on the device after everybody's clicks; `told` makes
    of what it returns what the browser is sent.
    """
    if own.pop(KEPT):
        st.rerun()  # the side bar counts the picture that was kept
    for sentence in own.pop(TOLD, ()):
        st.toast(sentence, icon=":material/info:")
    waiting = f"{name} frame"
    frame, answer = own.get(waiting), None
    if frame is not None:
        # Kept until it is answered: a click may end this run, and then the next one answers.
        answer = {"id": frame[0], **_answer(frame, told, look, *args)}
        own.pop(waiting)
    key = own.key(f"live_{name}")
    return Camera(key, answer, lambda: _take(key, waiting), lambda: _keep_shot(say, key), example)


def places() -> tuple[DeltaGenerator, DeltaGenerator, DeltaGenerator]:
    """Return the stage, as wide as the page, and two places for controls below it."""
    return st.container(), *st.columns(2, gap="large")


def more(name: str, field: str) -> str:
    """Return a text that came with the picture which waits at the camera `name`, else ""."""
    frame = own.get(f"{name} frame")
    return frame[3].get(field, "") if frame else ""


def picture(say: Words, default: str) -> inputs.Picture:
    """Draw the field for the learner's own pictures; return the newest one, else a sample.

    Where the browser gives no camera, a phone's own camera app is behind the field.
    """
    inputs.add_pictures(say)
    mine = inputs.own_pictures()
    return mine[next(reversed(mine))] if mine else inputs.sample(default)


def _answer(
    frame: tuple[int, bytes, float, dict[str, str]],
    told: Callable[[T], Mapping[str, Any]],
    look: Callable[..., T],
    *args: object,
) -> Mapping[str, Any]:
    _, jpeg, came, _ = frame
    left = gateway.LATE_S - (time.monotonic() - came)
    if left <= 0:
        return NOT_SEEN
    try:
        rgb = live_frames.read(jpeg)
        return told(gateway.live(visitors.who(), look, rgb, *args, late_s=left, on_wait=_stop_if_asked))
    except (gateway.Late, MediaError):
        return NOT_SEEN


def _stop_if_asked() -> None:
    """Let a click end this run: looking into the session's state does."""
    _ = "live" in st.session_state


def _take(key: str, waiting: str) -> None:
    sent = st.session_state[key].frame
    found = unpack(sent)
    if found is not None:
        further = {name: text for name, text in sent.items() if isinstance(text, str) and name != "jpeg"}
        own.keep(waiting, (*found, time.monotonic(), further))


def _keep_shot(say: Words, key: str) -> None:
    """Let a picture that was taken join the learner's own."""
    jpeg, mine = jpeg_of(courier.once(key, "shot")), inputs.own_pictures()
    if jpeg is None:
        return
    try:
        taken = inputs.take(jpeg, say("live_camera.shot_name", n=len(mine) + 1))
    except MediaError as error:
        own.own(TOLD, []).append(faults.sentence(say, error))
        return
    if len(mine) >= inputs.AT_MOST and taken.key not in mine:
        own.own(TOLD, []).append(say.error("too_many_pictures", most=inputs.AT_MOST))
        return
    mine[taken.key] = taken
    own.choose("picture", taken.key)
    own.keep(KEPT, True)


def small(rgb: np.ndarray, longest: int) -> np.ndarray:
    """Return a picture or mask (H, W, ...) with its longer side at most `longest` pixels, by averaging."""
    import cv2

    scale = longest / max(rgb.shape[:2])
    if scale >= 1:
        return rgb
    wh = [max(1, round(side * scale)) for side in rgb.shape[1::-1]]
    return cv2.resize(rgb, wh, interpolation=cv2.INTER_AREA)
