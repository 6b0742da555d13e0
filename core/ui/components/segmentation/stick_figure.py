"""A body of points and lines whose joints can be dragged, and the angles at them."""

from collections.abc import Callable, Mapping
from typing import Any

from core.segmentation import pose
from core.ui.components import packed

_mount = packed.component("segmentation/stick_figure", "boxes")
MOVABLE = (0, *range(5, 17))
"""the nose, and all below the ears"""


def stick_figure(points: str, words: Mapping[str, Any], key: str, on_points: Callable[[], None]) -> None:
    """Draw a body: JSON of points (17, 2) in 640 × 520; after each drag it is in `session_state[key].points`.

    `words` has `alt`, `again`, a list `joints` (17) and a dictionary `angles`.
    """
    data = {
        "points": points,
        "first": pose.STANDING,
        "limbs": pose.LIMBS,
        "angles": pose.ANGLES,
        "movable": MOVABLE,
        "words": dict(words),
    }
    _mount(key=key, data=data, on_points_change=on_points)
