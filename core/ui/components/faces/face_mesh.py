"""A face with the 468 places that a network has put on it: turned by hand, told point by point."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from core.faces import landmarks
from core.faces.blazeface import SIDE
from core.faces.landmarks import View
from core.ui.components import packed

_mount = packed.component("faces/face_mesh")


@dataclass(frozen=True)
class Face:
    """What the network saw, a square JPEG, and what it said: points (468, 3) in its own pixels.

    `believed` is whether it may be taken for a face.
    """

    photo: bytes
    near: np.ndarray
    believed: bool


def face_mesh(
    face: Face, view: View, words: Mapping[str, str], key: str, on_view: Callable[[], None]
) -> None:
    """Draw the face; it can be turned, a group lit up, a point chosen.

    After each of these `st.session_state[key].view` is what `landmarks.read_view` reads, and `on_view` is
    called.
    """
    data = {
        "photo": packed.jpeg(face.photo),
        "side": SIDE,
        "near": packed.floats(face.near),
        "triangles": packed.numbers(landmarks.triangles(), "<u2"),
        "lines": {name: [list(line) for line in lines] for name, lines in landmarks.LINES.items()},
        "most": landmarks.MOST_TURN,
        "believed": face.believed,
        "view": landmarks.write_view(view),
        "words": dict(words),
    }
    _mount(key=key, data=data, on_view_change=on_view)
