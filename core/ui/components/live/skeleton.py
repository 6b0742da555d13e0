"""A live camera with a skeleton over its picture."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from core.ui.components import packed
from core.ui.components.live.camera import Camera, mount

_mount = packed.component("live/skeleton", "boxes", "courier", "live/camera", "live/painting")


def skeleton(
    camera: Camera,
    limbs: Sequence[tuple[int, int]],
    poses: Sequence[tuple[str, str]],
    words: Mapping[str, str],
) -> None:
    """Draw the camera; its answers are made by `body`.

    `limbs` join points by number; `poses` to copy are names and their labels. The chosen one comes with each
    picture, as its `pose`.
    """
    mount(_mount, camera, words, {"limbs": [list(pair) for pair in limbs], "poses": [list(p) for p in poses]})


def body(points: np.ndarray, seen: np.ndarray, **facts: Any) -> dict[str, Any]:
    """Return an answer: points (n, 2) in shares of the picture, how surely each is seen, and further facts.

    `squats`, `knee` in degrees or None, `copied`: rows of joints with degrees, `close`, `done`.
    """
    return {"points": np.round(points, 4).tolist(), "seen": np.round(seen, 2).tolist(), **facts}
