"""The square round a person that the second network looks at, turned and sized by hand."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from core.media.images import to_jpeg
from core.pose.body import LIMBS
from core.pose.infer import Body
from core.shared.blaze import Square
from core.ui.components import packed
from core.ui.components.pose.skeleton import SHOWN, sent

_mount = packed.component("pose/upright", "boxes", "pose/bones")


@dataclass(frozen=True)
class Person:
    """A photo (H, W, 3), the upright square round somebody, the body seen in it once turned, point names."""

    rgb: np.ndarray
    square: Square
    body: Body
    names: Sequence[str]


def upright(
    person: Person, view: str, words: Mapping[str, str], key: str, on_view: Callable[[], None]
) -> None:
    """Draw the photo, the square and the body.

    `view` is "degrees,percent": by how much the square is turned and sized; what the learner sets is in
    `st.session_state[key].view`.
    """
    square = person.square
    h, w = person.rgb.shape[:2]
    data = {
        "photo": packed.jpeg(to_jpeg(person.rgb, SHOWN)),
        "w": w,
        "h": h,
        "square": {"x": square.x, "y": square.y, "side": square.side, "angle": square.angle},
        "body": sent(person.body, (w, h)),
        "limbs": LIMBS,
        "view": view,
        "names": list(person.names),
        "words": dict(words),
    }
    _mount(key=key, data=data, on_view_change=on_view)
