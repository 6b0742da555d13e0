"""A video, frame by frame: what is found in each frame, and the video again with the boxes drawn in."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from core.detection import report
from core.detection.infer import Detections
from core.media import video
from core.media.looks import Look, along

MOST_LOOKS = 240
"""frames that are looked at in one video, evenly spread"""


def annotate(
    data: bytes,
    facts: video.Facts,
    look: Callable[[np.ndarray], Detections],
    called: Callable[[Detections], Sequence[str]],
    writer: video.Writer,
) -> Iterator[Look[Detections]]:
    """Look at frames, draw what was found, append each to `writer` at its time, yield it with what was found.

    `look` finds boxes in a frame (H, W, 3); `called` names them. Raises: MediaError as `video.timed`.
    """

    def draw(rgb: np.ndarray) -> tuple[np.ndarray, Detections]:
        found = look(rgb)
        return report.drawn(rgb, found, called(found)), found

    return along(data, facts, MOST_LOOKS, draw, writer)


def over_time(frames: Sequence[Detections], most: int = 4) -> dict[str, np.ndarray]:
    """Return how many of each thing the frames (n) show, (n,) each: the `most` frequent things."""
    every_label = report.counts([label for frame in frames for label in frame.labels])
    return {
        label: np.array([frame.labels.count(label) for frame in frames]) for label in list(every_label)[:most]
    }
