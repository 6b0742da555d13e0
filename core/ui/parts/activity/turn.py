"""The same movement with the phone turned: the usual network fails, the one that learnt turned holds."""

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from core.activity import signals, turning, upright, windows
from core.activity.recording import ACTIVITIES
from core.activity.turning import ANGLES, AXES, Turned
from core.activity.upright import Upward
from core.figures import theme
from core.i18n.catalog import Words
from core.ui import cache, controls, panels, queue, shell
from core.ui.components.activity import turned_phone as exhibit
from core.ui.parts.activity import orientation, reading, source
from core.ui.parts.activity.source import Source

START = "z:0"


@shell.fragment
def draw(say: Words) -> None:
    """Draw the part."""
    stage, side = panels.stage_and_controls()
    with side:
        here = source.choose(say)
        if here.recording.gyro_rads is None:
            st.info(say("turning.needs_gyro"), icon=":material/sensors_off:")
            here = source.sample(source.SAMPLES[0])
        reading.add(say)
    with stage:
        with st.spinner(say("recognising")):
            expected, usual, learnt = measured(here.key, here, say)
        known = bool(here.truth)
        before = expected if known else usual.unturned
        shares = np.stack([usual.shares(before), learnt.shares(expected if known else learnt.unturned)])
        words = say.table("turning.words")
        if not known:
            words |= {name: say(f"turning.{name}_same") for name in ("share", "curve", "said")}
        shown = exhibit.TurnedPhone(
            ANGLES,
            np.stack([usual.probabilities, learnt.probabilities]),
            shares,
            [say("turning.usual"), say("turning.turned")],
            source.names(say, "shorts"),
            as_worn(here),
            expected.tolist() if known else (),
        )
        turn = controls.kept("turn", START)
        take = controls.follow("turn", "turned_phone", "turn", START)
        exhibit.turned_phone(shown, words, "turned_phone", turn=turn, on_turn=take)
        axis, angle = where()
        at = AXES.index(axis), ANGLES.index(angle)
        two = [theme.percent(float(share)) for share in shares[:, *at]]
        facts = {"axis": axis, "angle": theme.number(angle, 0), "usual": two[0], "turned": two[1]}
        fails = bool(shares[0][at] < 0.5)
        if fails:
            facts["other"] = source.names(say)[instead(usual.tops[at], before)]
            facts["why"] = say("turning.why_gravity" if tips(here, axis, angle) else "turning.why_sides")
        kind = ("start" if angle == 0 else "fails" if fails else "holds") + ("" if known else "_same")
        panels.verdict(say(f"turning.verdict_{kind}", **facts))
        if len(before) >= turning.MOST_WINDOWS:
            st.caption(say("turning.counted", n=len(before)))
    name = "fail" if known else "fail_same"
    panels.challenge(say, fails, say(f"{name}_state", **facts), name)
    panels.model_card(say, source.MODEL)
    panels.model_card(say, source.LEARNT_TURNED)


@cache.per_session
def measured(key: str, _here: Source, _say: Words) -> tuple[NDArray[np.intp], Turned, Turned]:
    """Return each window's true activity (W,), zeros where not known, and both networks' answers."""
    cut = turning.some(windows.cut(windows.resample(_here.recording)))
    truth = _here.truth_at(cut.start_s, cut.start_s + windows.LENGTH / windows.RATE)
    both = [queue.ask(_say, turning.answers, cut, model) for model in (source.MODEL, source.LEARNT_TURNED)]
    return np.zeros(len(cut.start_s), int) if truth is None else truth, *both


def instead(tops: NDArray[np.intp], expected: NDArray[np.intp]) -> int:
    """Return the most frequent of the answers (W,) that are not the expected ones (W,)."""
    return int(np.bincount(tops[tops != expected], minlength=len(ACTIVITIES)).argmax())


def worn(here: Source) -> Upward:
    """Return which way is up in a recording."""
    return orientation.upward(here.key, here.recording)


def as_worn(here: Source) -> NDArray[np.float64]:
    """Return the rotation (3, 3) by which the picture shows the phone as it was worn in a recording."""
    up = worn(here)
    return np.eye(3) if up.as_trained else upright.rotation(up.direction)


def tips(here: Source, axis: str, angle: int) -> bool:
    """Tell whether turning the phone moves up: about the axis that points up only front and side move."""
    up = worn(here).direction
    cosine = float(up @ signals.turn(**{axis: angle}) @ up)
    return cosine < np.cos(np.radians(upright.NEAR))


def where() -> tuple[str, int]:
    """Return the axis and the angle that the phone is turned by, here or in the link."""
    axis, _, angle = controls.kept("turn", START).partition(":")
    known = {str(a): a for a in ANGLES}
    return (axis, known[angle]) if axis in AXES and angle in known else ("z", 0)
