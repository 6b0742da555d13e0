"""A video, frame by frame: what is found in each frame, and the video again with the boxes drawn in."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from core.detection import report
from core.detection.infer import Detections
from core.media import glide as glides
from core.media import looks as frames_of
from core.media import video

MOST_LOOKS = 240
"""frames that are looked at in one video, evenly spread"""

Look = Callable[[np.ndarray], Detections]
glide = glides.glide


@dataclass(frozen=True)
class Seen:
    """One frame that was looked at: its number among these, its time in s, its picture with boxes, labels."""

    frame: int
    time_s: float
    rgb: np.ndarray
    labels: tuple[str, ...]


def looks(facts: video.Facts) -> int:
    """Return how many frames of a video are looked at."""
    return frames_of.count(facts, MOST_LOOKS)


def annotate(
    data: bytes, facts: video.Facts, look: Look, say: Callable[[str], str], writer: video.Writer
) -> Iterator[Seen]:
    """Look at `looks` frames, draw what was found, append each to `writer` at its time, yield it.

    `look` finds boxes in a frame (H, W, 3); `say` names a label. Raises: MediaError as `video.timed`.
    """
    step_s = frames_of.step_s(facts, MOST_LOOKS)
    for i, (time_s, rgb) in enumerate(video.timed(data, facts.wh, step_s)):
        found = look(rgb)
        shown = report.drawn(rgb, found, [say(label) for label in found.labels])
        writer.add(shown, time_s)
        yield Seen(i, time_s, shown, found.labels)


def writer_for(facts: video.Facts) -> video.Writer:
    """Return what collects the frames that are looked at, to last as long as the original."""
    return frames_of.Ending(facts, MOST_LOOKS)


def over_time(labels: Sequence[tuple[str, ...]], most: int = 4) -> dict[str, np.ndarray]:
    """Return how many of each thing the frames (n) show, (n,) each: the `most` frequent things."""
    every_label = report.counts([label for frame in labels for label in frame])
    return {label: np.array([frame.count(label) for frame in labels]) for label in list(every_label)[:most]}
