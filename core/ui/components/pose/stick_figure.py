"""A figure of points and lines whose joints can be dragged, the angles at them, and a pose to copy."""

from collections.abc import Callable, Mapping
from typing import Any

from core.pose import figure
from core.ui.components import packed

_mount = packed.component("pose/stick_figure", "boxes", "pose/bones")


def stick_figure(
    points: str, words: Mapping[str, Any], key: str, on_points: Callable[[], None], target: str = ""
) -> None:
    """Draw a figure, JSON of points (13, 2) in 640 × 520; it comes back in `session_state[key].points`.

    `target` is one of `figure.TARGETS`, a pose to copy: joints that fit are marked. `words` has `alt`,
    `again`, `target`, `fitting`, a list `joints` (13) and a dictionary `angles`.
    """
    data = {
        "points": points,
        "first": figure.STANDING,
        "limbs": figure.LINES,
        "angles": figure.BENDS,
        "words": dict(words),
    }
    if target:
        wanted = figure.wanted(target)
        data |= {"target": figure.TARGETS[target], "wanted": wanted, "close": figure.CLOSE}
    _mount(key=key, data=data, on_points_change=on_points)
