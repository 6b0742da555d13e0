"""A video, frame by frame: the skeletons of each frame, and how the angles of the surest person go."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from core.media import looks as frames_of
from core.media import video
from core.pose import figures
from core.pose.body import ANGLES, angles, in_picture
from core.pose.infer import Body, People

MOST_LOOKS = 180
"""frames that are looked at in one video, evenly spread"""


@dataclass(frozen=True)
class Seen:
    """One frame: its time in s, its picture with the skeletons, how many people, the first one's angles."""

    time_s: float
    rgb: np.ndarray
    people: int
    angles: dict[str, float]


def looks(facts: video.Facts) -> int:
    """Return how many frames of a video are looked at."""
    return frames_of.count(facts, MOST_LOOKS)


def writer_for(facts: video.Facts) -> video.Writer:
    """Return what collects the frames that are looked at, to last as long as the original."""
    return frames_of.Ending(facts, MOST_LOOKS)


def annotate(
    data: bytes, facts: video.Facts, look: Callable[[np.ndarray], People], writer: video.Writer
) -> Iterator[Seen]:
    """Look at `looks` frames, evenly spread, draw the skeletons, append each at its own time, yield it.

    `look` finds the people in a frame (H, W, 3). The first person is the one nearest to the first of the
    frame before. Raises: MediaError as `video.timed`.
    """
    last = None
    for time_s, rgb in video.timed(data, facts.wh, frames_of.step_s(facts, MOST_LOOKS)):
        bodies = look(rgb).bodies
        shown = figures.skeletons(rgb, bodies)
        writer.add(shown, time_s)
        last = followed(bodies, last)
        yield Seen(time_s, shown, len(bodies), {} if last is None else seen_angles(last, facts.wh))


def followed(bodies: Sequence[Body], last: Body | None) -> Body | None:
    """Return the body whose points are nearest to those of the last frame's, at first the surest one."""
    if not bodies or last is None:
        return bodies[0] if bodies else None
    return min(bodies, key=lambda body: float(np.hypot(*(body.points - last.points).T).mean()))


def seen_angles(body: Body, wh: tuple[int, int]) -> dict[str, float]:
    """Return the angles whose three points the network sees inside the picture."""
    return angles(body.points, np.where(in_picture(body.points, wh), body.visibility, 0))


def steadiest(frames: Sequence[dict[str, float]]) -> str | None:
    """Return the joint that most frames show, or None where none shows any."""
    often = {name: sum(name in frame for frame in frames) for name in ANGLES}
    best = max(often, key=often.get)
    return best if often[best] else None


def without_picture(frame: Seen) -> Seen:
    """Return what was seen in a frame, without its picture, to be kept for all frames."""
    return Seen(frame.time_s, np.zeros((0, 0, 3), np.uint8), frame.people, frame.angles)
