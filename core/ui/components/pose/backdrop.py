"""A person before another background: blurred, coloured, a picture; composed in the browser from the mask."""

from collections.abc import Callable, Mapping

import numpy as np

from core.media.images import to_jpeg
from core.ui.components import packed
from core.ui.components.pose.skeleton import SHOWN, small_mask

_mount = packed.component("pose/backdrop", "boxes", "pose/bones")
VIEWS = ("photo", "blur", "colour", "picture", "mask")
FINE = 480
"""longest side in pixels of the mask on its way into the browser"""


def backdrop(
    rgb: np.ndarray,
    mask: np.ndarray,
    picture: bytes,
    view: str,
    words: Mapping[str, str],
    key: str,
    on_view: Callable[[], None],
) -> None:
    """Draw a photo (H, W, 3), cut out by a mask (H, W) in 0..1, before a background; `picture` is a JPEG.

    When another of `VIEWS` is chosen it is in `st.session_state[key].view`; nothing else asks the server.
    """
    h, w = rgb.shape[:2]
    photo = packed.jpeg(to_jpeg(rgb, SHOWN))
    data = {
        "photo": photo,
        "w": w,
        "h": h,
        "picture": packed.jpeg(picture),
        "view": view,
        "words": dict(words),
    }
    _mount(key=key, data=data | small_mask(mask, FINE), on_view_change=on_view)
