"""People in a photo as points and lines, with the names of the points, angles and the people's mask."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from core.media.images import to_jpeg
from core.pose import infer
from core.pose.body import ANGLES, LIMBS
from core.pose.film import seen_angles
from core.pose.infer import Body
from core.ui.components import packed

_mount = packed.component("pose/skeleton", "boxes", "pose/bones")
SHOWN, MASK_SIDE = 1100, 360
"""longest sides in pixels of the photo and of the mask on their way into the browser"""


def sent(body: Body, wh: tuple[int, int]) -> dict[str, object]:
    """Return a body in a photo of this width and height as `bones.js` reads it."""
    seen = packed.floats(body.visibility)
    return {"points": packed.floats(body.points), "seen": seen, "angles": seen_angles(body, wh)}


def small_mask(mask: np.ndarray, side: int = MASK_SIDE) -> dict[str, object]:
    """Return a mask (H, W) in 0..1, its longest side at most `side`, as `stencil` in `bones.js` reads it."""
    import cv2

    scale = min(1.0, side / max(mask.shape))
    shown = cv2.resize(mask, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    h, w = shown.shape
    return {"mask": packed.small(np.clip(shown * 255, 0, 255).round()), "mask_w": w, "mask_h": h}


def skeleton(
    rgb: np.ndarray, bodies: Sequence[Body], names: Sequence[str], words: Mapping[str, Any], key: str
) -> None:
    """Draw a photo (H, W, 3) with its people; `names` (33) are the points'. Nothing asks the server."""
    h, w = rgb.shape[:2]
    data = {
        "photo": packed.jpeg(to_jpeg(rgb, SHOWN)),
        "w": w,
        "h": h,
        "bodies": [sent(body, (w, h)) for body in bodies],
        "limbs": LIMBS,
        "angles": ANGLES,
        "names": list(names),
        "words": dict(words),
    }
    masked = infer.together(bodies, (h, w))
    _mount(key=key, data=data | (small_mask(masked) if masked.any() else {}))
