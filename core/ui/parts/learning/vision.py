"""What seeing machines are for: seven jobs on drawings, each with the page that teaches it."""

import streamlit as st

from core.figures import theme
from core.i18n.catalog import Words
from core.learning import scenes
from core.ui import controls, panels, shell
from core.ui.components.learning.camera_scene import camera_scene

NAMES = tuple(scenes.SCENES)


@shell.fragment
def draw(say: Words) -> None:
    """Draw the part."""
    name = controls.choice(
        st.segmented_control,
        say("scene"),
        NAMES,
        "scene",
        "packing",
        lambda s: say(f"scenes.{s}"),
        label_visibility="collapsed",
    )
    scene, key = scenes.SCENES[name], f"places_{name}"
    start = scenes.write(scenes.start(scene))
    places = scenes.read(scene, controls.kept(key, start))
    take = controls.follow(key, f"camera_{name}", "places", start)
    camera_scene(name, places, say.table("camera"), f"camera_{name}", take)
    found = scenes.answer(scene, scenes.inside(scene, scenes.blobs(scenes.picture(scene, places))))
    panels.verdict(say(f"answers.{name}_{found['kind']}", **told(found)))
    lesson = Words(say.lang, scene.lesson)("name")
    st.page_link(
        f"pages/{scene.lesson}.py", label=say("teaches", name=lesson), icon=":material/arrow_forward:"
    )
    if name == "packing":
        discs, bars = scenes.lying(scene, places)
        fooled = (discs, bars) == scenes.ORDER and found["kind"] != "full"
        panels.challenge(say, fooled, say("fool_state", discs=discs, bars=bars), "fool")


def told(found: dict[str, float | str]) -> dict[str, str]:
    """Return the numbers of an answer as sentences tell them."""
    ways = {"share": lambda v: theme.percent(v), "ratio": lambda v: theme.number(v)}
    return {
        name: ways.get(name, lambda v: f"{v:,}")(value) for name, value in found.items() if name != "kind"
    }
