"""The people in the learner's picture: computed once, remembered for the visitor; and which network looks."""

from dataclasses import dataclass

import numpy as np
import streamlit as st

from core.detection import infer as finding
from core.i18n.catalog import Words
from core.media import images
from core.pose import infer, yolo_pose
from core.pose.body import POINTS
from core.pose.infer import Body, People
from core.runtime import defaults
from core.ui import cache, controls, inputs, panels, queue

MODELS = (infer.MODEL, yolo_pose.MODEL)
SAMPLES = ("bus", "astronaut", "zidane", "cameraman", "wall", "cat", "drawn_street")
BOXES = "yolov3_tiny"
"""the network whose boxes of people tell where to look closely, where it is here"""


@dataclass(frozen=True)
class Found:
    """The people in a picture, and the boxes (n, 4) of people that another network sees, or None."""

    people: People
    boxes: np.ndarray | None

    @property
    def bodies(self) -> tuple[Body, ...]:
        """The bodies, the surest first."""
        return self.people.bodies


def choose_picture(say: Words, default: str = "bus") -> inputs.Picture:
    """Draw the pictures to choose from; return the chosen one."""
    return inputs.picture(say, SAMPLES, default=default)


def here() -> list[str]:
    """Return the pose networks that are on this computer."""
    return [name for name in MODELS if defaults.problem(name) is None]


def choose_model(say: Words) -> str:
    """Let the learner choose a pose network; return one that is here. Ask `here` before."""
    best = here()[0]
    name = controls.choice(
        st.selectbox, say("model"), MODELS, "pose_model", best, lambda model: panels.with_mark(say, model)
    )
    if name in here():
        return name
    said = say("official_missing", name=panels.title_of(name), instead=panels.title_of(best))
    st.info(said, icon=":material/cloud_off:")
    return best


def missing(say: Words, picture: inputs.Picture | None = None) -> None:
    """Say calmly that no pose network is here, and what works all the same; show the picture."""
    st.info(say("missing"), icon=":material/cloud_off:")
    if picture:
        panels.image(st, images.to_jpeg(picture.rgb(), 900), alt=say("plain_alt"))


@cache.per_session(most=8)
def found(key: str, model: str, _picture: inputs.Picture, _say: Words) -> Found:
    """Return the people in a picture."""
    return look(_say, _picture.rgb(), model)


def look(say: Words, rgb: np.ndarray, model: str) -> Found:
    """Ask the networks for the people in a photo (H, W, 3)."""
    boxes = None
    if defaults.problem(BOXES) is None:
        things = queue.ask(say, finding.detect, rgb, BOXES)
        boxes = things.xyxy[[label == "person" for label in things.labels]]
    if model == yolo_pose.MODEL:
        return Found(queue.ask(say, yolo_pose.find, rgb), boxes)
    return Found(queue.ask(say, infer.find, rgb, boxes), boxes)


def names(say: Words) -> list[str]:
    """Return what the 33 points are called."""
    return [say(f"points.{name}") for name in POINTS]


def wh_of(rgb: np.ndarray) -> tuple[int, int]:
    """Return the width and height of a photo (H, W, 3)."""
    return rgb.shape[1], rgb.shape[0]
