"""A video, frame by frame: what is found in each frame, and the video again with the boxes drawn in."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from core.detection import report
from core.detection.infer import Detections
from core.media import glide as glides
from core.media import video

MOST_LOOKS = 240
"""frames that are looked at in one video, evenly spread"""

Look = Callable[[np.ndarray], Detections]
glide = glides.glide


@dataclass(frozen=True)
class Seen:
    """One frame that was looked at: its number, its time in s, its picture with the boxes, their labels."""

    frame: int
    time_s: float
    rgb: np.ndarray
    labels: tuple[str, ...]


def every(facts: video.Facts) -> int:
    """Return that every so manieth frame is looked at, at most `MOST_LOOKS` in all."""
    return -(-facts.frames // MOST_LOOKS)


def annotate(
    data: bytes, facts: video.Facts, look: Look, say: Callable[[str], str], writer: video.Writer
) -> Iterator[Seen]:
    """Look at every `every`-th frame of a video file, draw what was found, append it to `writer`, yield it.

    `look` finds boxes in a frame (H, W, 3); `say` names a label. Raises: MediaError as `video.frames`.
    """
    step = every(facts)
    for i, rgb in enumerate(video.frames(data, facts.wh, step)):
        found = look(rgb)
        shown = report.drawn(rgb, found, [say(label) for label in found.labels])
        writer.add(shown)
        yield Seen(i * step, i * step / facts.rate, shown, found.labels)


def writer_for(facts: video.Facts) -> video.Writer:
    """Return what collects the frames that are looked at, to play as fast as the original."""
    return video.Writer(facts.rate / every(facts), facts.wh)


def over_time(labels: Sequence[tuple[str, ...]], most: int = 4) -> dict[str, np.ndarray]:
    """Return how many of each thing the frames (n) show, (n,) each: the `most` frequent things."""
    every_label = report.counts([label for frame in labels for label in frame])
    return {label: np.array([frame.count(label) for frame in labels]) for label in list(every_label)[:most]}
