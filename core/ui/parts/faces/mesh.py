"""Many places at once: 468 points on a face, as 1,404 numbers of one network."""

from dataclasses import dataclass

import numpy as np
import streamlit as st

from core.faces import blazeface, landmarks
from core.faces.blazeface import Mesh
from core.faces.landmarks import CERTAIN, View
from core.figures import theme
from core.i18n.catalog import Words
from core.media import images
from core.media.tables import to_csv
from core.runtime import weights
from core.shared.blaze import Square
from core.ui import cache, controls, inputs, panels, queue, shell
from core.ui.components.faces.face_mesh import Face, face_mesh
from core.ui.parts.faces import PLAIN_VIEW, judged

SAMPLES = ("astronaut", "zidane", "bus", "cameraman", "cat", "brick")
MODEL = "face_mesh"
MOST = 5
"""faces of a photo that can be chosen, the largest"""
SHOWN_PX = 448
MIDDLE = 0.6
"""share of the shorter side that the network is shown where no face is found"""
NEAR = 3.0
"""pixels of the network within which a point is as near as the nearest"""


@dataclass(frozen=True)
class Measured:
    """A mesh, the part of the photo that the network saw, its time in ms, and who said that it is a face.

    `origin` is "found" by BlazeFace, "asked" where it found none, "kept" from another computer.
    """

    mesh: Mesh
    photo: bytes
    milliseconds: float | None
    origin: str

    @property
    def believed(self) -> bool:
        """Whether it may be taken for a face."""
        return self.mesh.score >= CERTAIN and self.origin != "asked"


def draw(say: Words) -> None:
    """Draw the part."""
    if weights.problem(MODEL) is None and not blazeface.missing():
        with_choice(say, inputs.picture(say, SAMPLES, default="astronaut"))
    else:
        st.info(say("mesh.missing"), icon=":material/cloud_off:")
        stage(say, kept(), None)
    st.markdown(say("mesh.about"))
    panels.model_card(say, MODEL)


def with_choice(say: Words, picture: inputs.Picture) -> None:
    """Draw the faces of a picture, one at a time."""
    every = measured(picture.key, picture, say)
    which = 0
    if len(every) > 1:
        names = [str(i) for i in range(1, len(every) + 1)]
        choice = controls.choice(
            st.segmented_control, say("mesh.which"), names, "mesh_face", "1", required=True
        )
        which = int(choice) - 1
    stage(say, every[which], picture.key)


@cache.per_session(most=8)
def measured(key: str, _picture: inputs.Picture, _say: Words) -> tuple[Measured, ...]:
    """Return the meshes of the largest faces in a picture; of its middle where none is found."""
    rgb = _picture.rgb()
    found = judged.seen(key, _picture, _say).above(blazeface.FLOOR)
    sizes = (found.xyxy[:, 2:] - found.xyxy[:, :2]).prod(1)
    squares = [blazeface.upright(found.xyxy[i], found.points[i]) for i in np.argsort(-sizes)[:MOST]]
    origin = "found" if squares else "asked"
    if not squares:
        h, w = rgb.shape[:2]
        squares = [Square(w / 2, h / 2, MIDDLE * min(w, h))]
    queue.ask(_say, blazeface.mesh, rgb, squares[0])  # the first call may compile, and is not timed
    meshes = [queue.ask(_say, blazeface.mesh, rgb, square) for square in squares]
    return tuple(Measured(mesh, cut(rgb, mesh.square), ms, origin) for mesh, ms in meshes)


def cut(rgb: np.ndarray, square: Square) -> bytes:
    """Return the part of a photo that the network sees, as a JPEG to look at."""
    return images.to_jpeg(square.cut(rgb, SHOWN_PX, "repeat"))


def kept() -> Measured:
    """Return what Face Mesh said of a sample on another computer."""
    mesh = landmarks.example()
    return Measured(mesh, cut(inputs.sample("astronaut").rgb(), mesh.square), None, "kept")


@shell.fragment
def stage(say: Words, shown: Measured, key: str | None) -> None:
    """Draw one face with its points, what follows from them, and the numbers."""
    view = landmarks.read_view(controls.kept("mesh_view", PLAIN_VIEW))
    left, right = panels.stage_and_controls()
    with left:
        take = controls.follow("mesh_view", "face_mesh", "view", PLAIN_VIEW)
        face = Face(shown.photo, shown.mesh.near, shown.believed)
        face_mesh(face, view, say.table("mesh_words"), "face_mesh", take)
        panels.verdict(verdict(say, shown))
        challenge(say, shown, view)
    with right:
        numbers(say, shown)
        if key is not None:
            inputs.add_pictures(say)


def verdict(say: Words, shown: Measured) -> str:
    """Return what the points say, or why they are not to be believed."""
    mesh, score = shown.mesh, theme.percent(shown.mesh.score)
    if shown.origin == "asked":
        kind = "asked" if mesh.score < CERTAIN else "asked_yet"
        return say(f"mesh.verdict_{kind}", score=score)
    if not shown.believed:
        return say("mesh.verdict_doubtful", score=score)
    found = landmarks.measure(mesh.near, mesh.square)
    eyes = theme.percent(float(np.mean(found.eyes)))
    tilt = theme.number(abs(found.tilt), 0)
    leaning = "straight" if tilt == "0" else "right" if found.tilt > 0 else "left"
    facts = {"mouth": theme.percent(found.mouth), "eyes": eyes}
    return f"{say('mesh.verdict', **facts)} {say(f'mesh.tilt_{leaning}', tilt=tilt)}"


def numbers(say: Words, shown: Measured) -> None:
    """Draw how many numbers there are, and offer them as a file."""
    near = shown.mesh.near
    st.metric(say("mesh.numbers"), theme.number(near.size, 0), help=say("mesh.numbers_help"))
    st.metric(say("mesh.score"), theme.percent(shown.mesh.score), help=say("mesh.score_help"))
    if shown.milliseconds is not None:
        st.metric(say("mesh.time"), f"{shown.milliseconds:.1f} ms", help=say("mesh.time_help"))
    of = {point: name for name in landmarks.LINES for point in landmarks.points_of(name)}
    rows = [[i, of.get(i, ""), *(round(float(v), 2) for v in row)] for i, row in enumerate(near)]
    header = [say("mesh.point"), say("mesh.group"), "x", "y", say("mesh.depth")]
    panels.download(say, "download_csv", to_csv(header, rows), "face_mesh.csv", "text/csv")


def challenge(say: Words, shown: Measured, view: View) -> None:
    """Ask for the point that is nearest to the camera."""
    depth = shown.mesh.near[:, 2]
    solved = view.point >= 0 and bool(depth[view.point] - depth.min() <= NEAR)
    if view.point < 0:
        state = say("mesh.state_none")
    else:
        behind = theme.number(float(depth[view.point] - depth.min()), 0)
        state = say("mesh.state_solved" if solved else "mesh.state", point=view.point, behind=behind)
    panels.challenge(say, solved, state, "mesh.challenge")
