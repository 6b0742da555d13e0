"""Which frames of a video are looked at, and a film of them that lasts as long as the video."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np

from core.media import video

Kept = TypeVar("Kept")


@dataclass(frozen=True)
class Look(Generic[Kept]):
    """One frame that was looked at: its time in s, its picture with what was found, what is kept of that."""

    time_s: float
    rgb: np.ndarray
    kept: Kept


def along(
    data: bytes,
    facts: video.Facts,
    most: int,
    draw: Callable[[np.ndarray], tuple[np.ndarray, Kept]],
    writer: video.Writer,
) -> Iterator[Look[Kept]]:
    """Look at `count` frames, evenly spread; append each as it is drawn to `writer` at its time, yield it.

    `draw` returns a frame (H, W, 3) with what was found in it, and what is to be kept of that.
    Raises: MediaError as `video.timed`.
    """
    for time_s, rgb in video.timed(data, facts.wh, step_s(facts, most)):
        shown, kept = draw(rgb)
        writer.add(shown, time_s)
        yield Look(time_s, shown, kept)


def every(facts: video.Facts, most: int) -> int:
    """Return that every so manieth frame is looked at, at most `most` in all."""
    return -(-facts.frames // most)


def step_s(facts: video.Facts, most: int) -> float:
    """Return the time in s between frames that are looked at, 0 for all: at most `most` in a video."""
    return 0.0 if every(facts, most) == 1 else max(facts.seconds, facts.times[-1]) / most


def count(facts: video.Facts, most: int) -> int:
    """Return how many frames of a video are looked at."""
    return video.due_at(facts.times, step_s(facts, most))


class Ending(video.Writer):
    """Collects the frames that are looked at; the film lasts as long as the video does."""

    def __init__(self, facts: video.Facts, most: int) -> None:
        """Begin a film of at most `most` frames of a video."""
        step = step_s(facts, most)
        super().__init__(max(1.0, min(facts.rate, 1 / step if step else 240.0)), facts.wh)
        self._seconds = facts.seconds

    def finish(self, end_s: float | None = None) -> bytes:
        """Return the file; it ends where the video does, if `end_s` does not say otherwise."""
        return super().finish(self._seconds if end_s is None else end_s)
