"""The person before a wall: the background blurred, coloured, or another picture."""

import numpy as np
import streamlit as st

from core.i18n.catalog import Words
from core.media import images
from core.pose import infer, report
from core.ui import controls, inputs, panels, shell
from core.ui.components.pose.backdrop import VIEWS, backdrop
from core.ui.parts.pose import people

GROUNDS = ("galaxies", "china", "flower", "grass", "brick")
MINE = "mine"


def draw(say: Words) -> None:
    """Draw the part."""
    picture = people.choose_picture(say, "astronaut")
    if infer.MODEL not in people.here():
        people.missing(say, picture)
        return
    show(say, picture)
    panels.model_card(say, infer.MODEL)


@shell.fragment
def show(say: Words, picture: inputs.Picture) -> None:
    """Draw the person before the background that is chosen."""
    stage, side = panels.stage_and_controls()
    with side:
        ground = choose_ground(say, picture)
        inputs.add_pictures(say)
        st.caption(say("ground_about"))
    found, rgb = people.found(picture.key, infer.MODEL, picture, say), picture.rgb()
    mask = infer.together(found.bodies, rgb.shape[:2])
    with stage:
        view = controls.kept("behind", "blur")
        follow = controls.follow("behind", "backdrop", "view", "blur")
        words = say.table("backdrop")
        backdrop(rgb, mask, ground, view if view in VIEWS else "blur", words, "backdrop", follow)
        panels.verdict(verdict(say, found, mask, rgb))


def choose_ground(say: Words, picture: inputs.Picture) -> bytes:
    """Let the learner choose what lies behind: a sample, or the newest of their other pictures; its JPEG."""
    mine = [own for own in inputs.own_pictures().values() if own.key != picture.key]
    names = (*GROUNDS, MINE) if mine else GROUNDS
    name = controls.choice(
        st.selectbox,
        say("ground"),
        names,
        "ground",
        GROUNDS[0],
        lambda name: say("ground_mine" if name == MINE else f"samples.{name}"),
    )
    behind = mine[-1] if name == MINE else inputs.sample(name)
    return images.to_jpeg(behind.rgb(), 900)


def verdict(say: Words, found: people.Found, mask: np.ndarray, rgb: np.ndarray) -> str:
    """Return how much of the photo is people, and how sharp the border is."""
    if not found.bodies:
        return say("none")
    share, unsure = (mask > 0.5).mean(), ((mask > 0.1) & (mask < 0.9)).mean()
    facts = {"n": len(found.bodies), "share": f"{share:.0%}", "unsure": f"{unsure:.1%}"}
    opinions = [report.opinion(b, people.wh_of(rgb), found.boxes) for b in found.bodies]
    doubtful = any(opinion in report.DOUBTFUL for opinion in opinions)
    return say("wall_verdict", **facts) + (" " + say("wall_doubtful") if doubtful else "")
