"""The live camera: a skeleton over the picture, squats counted, a pose copied."""

from functools import partial
from typing import Any

import streamlit as st

from core.i18n.catalog import Words
from core.pose import body, figure
from core.pose import live as science
from core.runtime import weights
from core.ui import cache, inputs, live, own, panels, queue, shell
from core.ui.components.live import skeleton as stage_of
from core.ui.components.live.camera import Example

MODEL = "blazepose"
COUNTED = "live_squats"


def draw(say: Words) -> None:
    """Draw the part."""
    words = say.table("live_pose")
    if weights.problem(MODEL):
        panels.verdict(words["unavailable"])
        return
    stage, left, right = live.places()
    with right:
        picture = live.picture(say, "astronaut")
    with left:
        st.button(words["again"], on_click=own.pop, args=(COUNTED,), icon=":material/restart_alt:")
    with stage:
        film(say, picture, told(say, "", False, found(picture.key, picture, say)))
        panels.verdict(words["verdict"])
    panels.model_card(say, MODEL)


@cache.per_session
def found(key: str, _picture: inputs.Picture, _say: Words) -> science.Look | None:
    """Return the surest person in the example."""
    return queue.ask(_say, science.look, _picture.rgb())


def told(say: Words, pose: str, counts: bool, seen: science.Look | None) -> dict[str, Any]:
    """Return a person as the browser is told it; with `counts` the picture goes on with the counting."""
    squats = own.get(COUNTED, science.Squats())
    if counts:
        squats = squats.step(seen.angles if seen else {})
        own.keep(COUNTED, squats)
    facts: dict[str, Any] = {"squats": squats.count, "knee": squats.knee if counts else None}
    if seen is None:
        return facts
    if pose in figure.TARGETS:
        off, done = science.copied(seen.turns, pose)
        rows = [[say(f"angles.{name}"), degrees] for name, degrees in off.items()]
        facts["copied"] = {"rows": rows, "close": figure.CLOSE, "done": done}
    return stage_of.body(seen.points, seen.visibility, **facts)


@shell.fragment
def film(say: Words, picture: inputs.Picture, first: dict) -> None:
    """Draw the camera; each of its pictures runs this alone."""
    words = say.table("live_camera") | say.table("live_pose")
    pose = live.more("pose", "pose")
    example = Example(picture.key, picture.jpeg, first)
    camera = live.camera(say, "pose", example, partial(told, say, pose, True), science.look)
    poses = [(name, say(f"targets.{name}")) for name in figure.TARGETS]
    stage_of.skeleton(camera, body.LIMBS, poses, words)
