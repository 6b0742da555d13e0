"""Which way is up in the learner's own recording, said where it matters, and turned in one click."""

import streamlit as st

from core.activity import upright
from core.activity.recording import Recording
from core.activity.upright import Upward
from core.figures import theme
from core.i18n.catalog import Words
from core.ui import cache, own

TURNED = "turned_upright"
"""keys of recordings that the learner had turned"""


@cache.per_session
def upward(key: str, _recording: Recording) -> Upward:
    """Return which way is up in a recording."""
    return upright.upward(_recording)


def as_worn(say: Words, key: str, recording: Recording) -> tuple[str, Recording]:
    """Say where gravity points if not as in the training, offer to turn; return the recording to go on with.

    With it comes the key of what is in it: another one once it is turned.
    """
    up = upward(key, recording)
    if up.as_trained:
        return key, recording
    mine = key in own.get(TURNED, set())
    facts = {"axis": up.axis.replace("-", "−"), "degrees": theme.number(up.degrees, 0)}
    with st.container(border=True, key="orientation"):
        told = say("upright.turned" if mine else "upright.askew", **facts)
        st.markdown(f":material/screen_rotation: {told}")
        label = say("upright.back" if mine else "upright.turn")
        st.button(
            label, key="turn_upright", on_click=_switch, args=(key,), type="secondary" if mine else "primary"
        )
    if not mine:
        return key, recording
    return f"{key} upright", _turned(key, recording)


@cache.per_session(most=4)
def _turned(key: str, _recording: Recording) -> Recording:
    return upright.turned_upright(_recording)


def _switch(key: str) -> None:
    own.own(TURNED, set()).symmetric_difference_update({key})
