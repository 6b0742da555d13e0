"""A video, frame by frame: the skeletons of each frame, and how the angles of the surest person go."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from core.media import video
from core.media.looks import Look, along
from core.pose import figures
from core.pose.body import ANGLES, angles, in_picture
from core.pose.infer import Body, People

MOST_LOOKS = 180
"""frames that are looked at in one video, evenly spread"""


class Seen(NamedTuple):
    """Of one frame: how many people, and the angles of the one who is followed, by name, in degrees."""

    people: int
    angles: dict[str, float]


def annotate(
    data: bytes, facts: video.Facts, look: Callable[[np.ndarray], People], writer: video.Writer
) -> Iterator[Look[Seen]]:
    """Look at frames, draw the skeletons, append each to `writer` at its time, yield it with what is seen.

    `look` finds the people in a frame (H, W, 3). The first person is the one nearest to the first of the
    frame before. Raises: MediaError as `video.timed`.
    """
    last = None

    def draw(rgb: np.ndarray) -> tuple[np.ndarray, Seen]:
        nonlocal last
        bodies = look(rgb).bodies
        last = followed(bodies, last)
        seen = Seen(len(bodies), {} if last is None else seen_angles(last, facts.wh))
        return figures.skeletons(rgb, bodies), seen

    return along(data, facts, MOST_LOOKS, draw, writer)


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
