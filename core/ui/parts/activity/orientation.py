"""Which way is up in the learner's own recording, said where it matters, and turned in one click."""

from dataclasses import replace

import streamlit as st

from core.activity import upright
from core.activity.recording import Recording
from core.activity.teaching import Piece
from core.activity.upright import Upward
from core.figures import theme
from core.i18n.catalog import Words
from core.ui import cache, inputs, own

TURNED = "turned_upright"
"""keys of recordings that the learner had turned"""
TAUGHT = "pieces"
"""the key among them of all that is to be learnt from"""


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
    facts = {"axis": up.axis.replace("-", "−"), "degrees": theme.number(up.degrees, 0)}
    if not _offer(say, key, ("upright.askew", "upright.turned"), facts):
        return key, recording
    return f"{key} upright", _turned(key, recording)


def alike(say: Words, pieces: dict[str, Piece]) -> dict[str, Piece]:
    """Say so where a movement was recorded with the phone worn otherwise, and offer to turn all upright.

    Return what to go on with; what is turned has other keys.
    """
    movements: dict[str, list[Upward]] = {}
    for key, piece in pieces.items():
        movements.setdefault(piece.movement, []).append(upward(key, piece.recording))
    worst = max(movements, key=lambda movement: upright.apart(movements[movement]))
    if upright.apart(movements[worst]) <= upright.NEAR:
        return pieces
    axes = ", ".join(sorted({up.axis.replace("-", "−") for up in movements[worst]}))
    facts = {"movement": inputs.plain(worst), "axes": axes}
    if not _offer(say, TAUGHT, ("upright.apart", "upright.apart_turned"), facts):
        return pieces
    return {
        f"{key} upright": replace(piece, recording=_turned(key, piece.recording))
        for key, piece in pieces.items()
    }


def _offer(say: Words, key: str, told: tuple[str, str], facts: dict[str, str]) -> bool:
    """Say how the phone was worn, before and after turning; return whether the learner had it turned."""
    mine = key in own.get(TURNED, set())
    with st.container(border=True, key="orientation"):
        st.markdown(f":material/screen_rotation: {say(told[mine], **facts)}")
        label = say("upright.back" if mine else "upright.turn")
        st.button(
            label, key="turn_upright", on_click=_switch, args=(key,), type="secondary" if mine else "primary"
        )
    return mine


@cache.per_session(most=40)
def _turned(key: str, _recording: Recording) -> Recording:
    return upright.turned_upright(_recording)


def _switch(key: str) -> None:
    own.own(TURNED, set()).symmetric_difference_update({key})
