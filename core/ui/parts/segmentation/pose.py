"""Points instead of pixels: joints and the angles between limbs."""

import json

import numpy as np
import streamlit as st

from core.figures import theme
from core.i18n.catalog import Words
from core.media.images import to_jpeg
from core.media.tables import to_csv
from core.runtime import weights
from core.segmentation import classic, figures, pose
from core.ui import cache, inputs, own, panels, queue, shell
from core.ui.components.segmentation.stick_figure import stick_figure
from core.ui.parts.segmentation import choose_picture

MODEL = "yolo11n-pose"
RIGHT_ANGLE = (85, 95)
BENDING = ("left_elbow", "right_elbow", "left_knee", "right_knee")
"""joints that are straight at 180°"""


@cache.per_session(most=8)
def bodies(key: str, _picture: inputs.Picture, _say: Words) -> pose.Poses:
    """Return the people in a picture."""
    return queue.ask(_say, pose.find, _picture.rgb(), MODEL)


def draw(say: Words) -> None:
    """Draw the part."""
    if weights.problem(MODEL) is None:
        on_photo(say, choose_picture(say, "zidane"))
    else:
        st.info(say("pose.missing"), icon=":material/cloud_off:")
    by_hand(say)
    panels.model_card(say, MODEL)


@shell.fragment
def on_photo(say: Words, picture: inputs.Picture) -> None:
    """Draw the skeletons in a photo and their angles."""
    stage, side = panels.stage_and_controls()
    with side:
        least = st.slider(say("pose.least"), 0.1, 0.9, pose.SEEN, 0.05, key="joint_sure", bind="query-params")
        inputs.add_pictures(say)
    found = bodies(picture.key, picture, say)
    rgb = picture.rgb()
    shown = classic.small(rgb, 960)
    points = found.points * np.float32(shown.shape[1] / rgb.shape[1])
    with stage:
        drawn = figures.skeletons(shown, points, found.seen, pose.LIMBS, least)
        st.image(to_jpeg(drawn), width="stretch", alt=say("pose.alt", n=len(found.points)))
        panels.verdict(say("pose.verdict" if len(points) else "pose.verdict_none", n=len(points)))
        rows = [
            (i, say(f"pose.angles.{name}"), round(value, 1))
            for i, (body, seen) in enumerate(zip(found.points, found.seen, strict=True), 1)
            for name, value in pose.angles(body, np.where(seen >= least, 1.0, 0.0)).items()
        ]
        header = [say(f"pose.column.{name}") for name in ("person", "joint", "degrees")]
        panels.download(say, "download_csv", to_csv(header, rows), "angles.csv", "text/csv")


@shell.fragment
def by_hand(say: Words) -> None:
    """Draw a body to bend, its angles computed as those of a photo."""
    st.markdown(f"**{say('pose.by_hand')}**")
    text = own.get("body", json.dumps(pose.STANDING))
    words = {
        "alt": say("pose.figure"),
        "again": say("pose.again"),
        "joints": [say(f"pose.joints.{name}") for name in pose.JOINTS],
        "angles": {name: say(f"pose.angles.{name}") for name in pose.ANGLES},
    }
    stick_figure(text, words, own.key("stick_figure"), take)
    found = pose.angles(pose.read(text))
    bent = min(BENDING, key=found.get)
    panels.verdict(say("pose.bent", name=say(f"pose.angles.{bent}"), degrees=theme.number(found[bent], 0)))
    low, high = RIGHT_ANGLE
    right = [name for name in ("left_elbow", "right_elbow") if low <= found[name] <= high]
    elbows = {side: theme.number(found[f"{side}_elbow"], 0) for side in ("left", "right")}
    panels.challenge(say, len(right) == 2, say("pose.state", **elbows), "pose.challenge")


def take() -> None:
    """Keep the bent body."""
    points = st.session_state[own.key("stick_figure")].points
    if isinstance(points, str):
        own.keep("body", points)
