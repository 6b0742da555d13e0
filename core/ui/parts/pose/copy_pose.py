"""Copy a pose: with one's own body in a photo, or with a drawn figure whose joints are dragged."""

import json

import numpy as np
import streamlit as st

from core.figures import theme
from core.i18n.catalog import Words
from core.pose import figure, report
from core.pose.body import ANGLES, angles, differences, turns
from core.ui import controls, inputs, own, panels, shell
from core.ui.components.pose.skeleton import skeleton
from core.ui.components.pose.stick_figure import stick_figure
from core.ui.parts.pose import people

BENDING = ("left_elbow", "right_elbow", "left_knee", "right_knee")
"""joints that are straight at 180°"""


def draw(say: Words) -> None:
    """Draw the part."""
    stage, side = panels.stage_and_controls()
    with side:
        target = controls.choice(
            st.radio,
            say("target"),
            tuple(figure.TARGETS),
            "target",
            "t_pose",
            lambda name: say(f"targets.{name}"),
        )
        by = controls.choice(
            st.radio,
            say("copy_by"),
            ("figure", "photo"),
            "copy_by",
            "figure",
            lambda name: say(f"copy_bys.{name}"),
        )
    with stage:
        if by == "figure":
            by_hand(say, target)
        elif people.here():
            in_photo(say, target)
        else:
            people.missing(say)


@shell.fragment
def by_hand(say: Words, target: str = "") -> None:
    """Draw a figure to bend, its angles computed as those of a photo; with `target` the challenge."""
    if not target:
        st.markdown(f"**{say('by_hand')}**")
    text = own.get("body", json.dumps(figure.STANDING))
    words = {
        "alt": say("figure"),
        "again": say("again"),
        "target": say("target_shown", name=say(f"targets.{target}")) if target else "",
        "fitting": say("fitting"),
        "joints": [say(f"points.{name}") for name in figure.NAMES],
        "angles": {name: say(f"angles.{name}") for name in ANGLES},
    }
    stick_figure(text, words, own.key("stick_figure"), take, target)
    body = figure.as_body(figure.read(text))
    if target:
        judge(say, turns(body), target)
        return
    found = angles(body)
    bent = min(BENDING, key=found.get)
    panels.verdict(say("bent", name=say(f"angles.{bent}"), degrees=theme.number(found[bent], 0)))


def take() -> None:
    """Keep the bent body."""
    points = st.session_state[own.key("stick_figure")].points
    if isinstance(points, str):
        own.keep("body", points)


def in_photo(say: Words, target: str) -> None:
    """Draw the surest person of a photo, and how far the joints are from the pose."""
    picture = people.choose_picture(say, "astronaut")
    inputs.add_pictures(say)
    rgb = picture.rgb()
    bodies = people.found(picture.key, people.here()[0], picture, say).bodies[:1]
    skeleton(rgb, bodies, people.names(say), say.table("skeleton"), "skeleton_copy")
    if not bodies:
        panels.verdict(say("none"))
        return
    visibility = np.where(report.seen(bodies[0], people.wh_of(rgb)), 1.0, 0.0)
    judge(say, turns(bodies[0].points, visibility), target)


def judge(say: Words, found: dict[str, float], target: str) -> None:
    """Say joint by joint how far a body is from the pose, and whether the challenge is met."""
    judged = figure.JUDGED[target]
    off = differences(found, figure.wanted(target))
    close = [name for name in off if off[name] <= figure.CLOSE]
    if off:
        worst = max(off, key=off.get)
        facts = {
            "n": len(close),
            "all": len(judged),
            "name": say(f"angles.{worst}"),
            "off": f"{off[worst]:.0f}",
        }
        panels.verdict(say("copy_all" if len(close) == len(off) else "copy_verdict", **facts))
    else:
        panels.verdict(say("copy_nothing"))
    if hidden := [say(f"angles.{name}") for name in judged if name not in off]:
        st.caption(say("copy_hidden", names=", ".join(hidden)))
    state = say("copy_state", n=len(close), needed=len(judged))
    panels.challenge(say, len(close) == len(judged), state, "copy_challenge")
    st.caption(say("copy_limits"))
