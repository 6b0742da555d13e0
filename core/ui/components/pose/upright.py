"""The square round a person that the second network looks at, turned and sized by hand."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from core.media.images import to_jpeg
from core.pose.body import LIMBS
from core.pose.infer import Body
from core.shared.blaze import Square
from core.ui.components import packed
from core.ui.components.pose.skeleton import SHOWN, sent

_mount = packed.component("pose/upright", "boxes", "pose/bones")


def upright(
    rgb: np.ndarray,
    square: Square,
    body: Body,
    view: str,
    names: Sequence[str],
    words: Mapping[str, str],
    key: str,
    on_view: Callable[[], None],
) -> None:
    """Draw a photo (H, W, 3), the upright `square` round a person, and the `body` seen in it as it is turned.

    `view` is "degrees,percent": by how much the square is turned and sized; what the learner sets is in
    `st.session_state[key].view`.
    """
    h, w = rgb.shape[:2]
    data = {
        "photo": packed.jpeg(to_jpeg(rgb, SHOWN)),
        "w": w,
        "h": h,
        "square": {"x": square.x, "y": square.y, "side": square.side, "angle": square.angle},
        "body": sent(body, (w, h)),
        "limbs": LIMBS,
        "view": view,
        "names": list(names),
        "words": dict(words),
    }
    _mount(key=key, data=data, on_view_change=on_view)
