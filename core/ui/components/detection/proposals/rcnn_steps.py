"""Four detectors that look at proposals, step by step over a photo, with how often each step is done."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from core.detection import two_stage
from core.ui.components import packed

_mount = packed.component("detection/proposals/rcnn_steps", "boxes")


@dataclass(frozen=True)
class Example:
    """A JPEG of size `wh`, boxes (n, 4) that stand for proposals, and the one whose way is followed."""

    photo: bytes
    wh: tuple[int, int]
    proposals: np.ndarray
    box: Sequence[int]
    name: str


def rcnn_steps(
    shown: Example, at: str, words: Mapping[str, str], key: str, on_at: Callable[[], None]
) -> None:
    """Draw the steps of the four; a click shows one over the photo.

    `at` is "network.step". Where the learner chooses another, `st.session_state[key].at` is the new one and
    `on_at` is called.
    """
    data = {
        "photo": packed.jpeg(shown.photo),
        "w": shown.wh[0],
        "h": shown.wh[1],
        "proposals": packed.floats(shown.proposals),
        "box": list(shown.box),
        "name": shown.name,
        "networks": [
            {
                "name": name,
                "title": f"{network.title} ({network.year})",
                "steps": [{"name": step.name, "times": step.times} for step in network.steps],
            }
            for name, network in two_stage.NETWORKS.items()
        ],
        "at": at,
        "words": dict(words),
    }
    _mount(key=key, data=data, on_at_change=on_at)
