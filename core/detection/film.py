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
    """One frame that was looked at: its number among these, its time in s, its picture with boxes, labels."""

    frame: int
    time_s: float
    rgb: np.ndarray
    labels: tuple[str, ...]


def every(facts: video.Facts) -> int:
    """Return that every so manieth frame is looked at, at most `MOST_LOOKS` in all."""
    return -(-facts.frames // MOST_LOOKS)


def step_s(facts: video.Facts) -> float:
    """Return the time in s between frames that are looked at, 0 for all: at most `MOST_LOOKS` in a video."""
    return 0.0 if every(facts) == 1 else max(facts.seconds, facts.times[-1]) / MOST_LOOKS


def looks(facts: video.Facts) -> int:
    """Return how many frames of a video are looked at."""
    return video.due_at(facts.times, step_s(facts))


def annotate(
    data: bytes, facts: video.Facts, look: Look, say: Callable[[str], str], writer: video.Writer
) -> Iterator[Seen]:
    """Look at frames `step_s` apart, draw what was found, append each to `writer` at its own time, yield it.

    `look` finds boxes in a frame (H, W, 3); `say` names a label. Raises: MediaError as `video.timed`.
    """
    for i, (time_s, rgb) in enumerate(video.timed(data, facts.wh, step_s(facts))):
        found = look(rgb)
        shown = report.drawn(rgb, found, [say(label) for label in found.labels])
        writer.add(shown, time_s)
        yield Seen(i, time_s, shown, found.labels)


class Ending(video.Writer):
    """Collects the frames that are looked at; the film lasts as long as the video does."""

    def __init__(self, facts: video.Facts) -> None:
        """Begin a film of a video."""
        super().__init__(max(1.0, min(facts.rate, 1 / step_s(facts) if step_s(facts) else 240.0)), facts.wh)
        self._seconds = facts.seconds

    def finish(self, end_s: float | None = None) -> bytes:
        """Return the file; it ends where the video does, if `end_s` does not say otherwise."""
        return super().finish(self._seconds if end_s is None else end_s)


def writer_for(facts: video.Facts) -> video.Writer:
    """Return what collects the frames that are looked at, to last as long as the original."""
    return Ending(facts)


def over_time(labels: Sequence[tuple[str, ...]], most: int = 4) -> dict[str, np.ndarray]:
    """Return how many of each thing the frames (n) show, (n,) each: the `most` frequent things."""
    every_label = report.counts([label for frame in labels for label in frame])
    return {label: np.array([frame.count(label) for frame in labels]) for label in list(every_label)[:most]}
