"""What is to be thought of a body that was found, and all its numbers as a table."""

from collections.abc import Sequence

import numpy as np

from core.pose.body import POINTS, SEEN, in_picture
from core.pose.infer import Body

SURE = 0.9
"""score from which a body is taken for one"""
ENOUGH = 0.5
"""least share of the points that are seen in the picture for a body that is called clear"""
INSIDE = 0.5
"""least share of the seen points that lie in a box of a person, where another network has drawn boxes"""

DOUBTFUL = ("unseen", "unsure", "unconfirmed")
"""no point is seen in the picture; the network is not sure of the body; another network sees nobody there"""


def seen(body: Body, wh: tuple[int, int]) -> np.ndarray:
    """Return which points the network calls seen and which lie in a picture of this size, (33,) bool."""
    return (body.visibility >= SEEN) & in_picture(body.points, wh)


def known(body: Body) -> int:
    """Return how many points the network says anything of."""
    return int((body.visibility >= 0).sum())


def opinion(body: Body, wh: tuple[int, int], boxes: np.ndarray | None = None) -> str:
    """Return "clear", "partly" where few points are seen, or why it is doubtful, one of `DOUBTFUL`.

    `boxes` (n, 4) xyxy are the people that another network has found; a body in none of them is unconfirmed.
    """
    sees = seen(body, wh)
    if not sees.any():
        return "unseen"
    if body.score < SURE:
        return "unsure"
    if boxes is not None:
        points = body.points[sees][:, None]
        inside = ((points >= boxes[:, :2]) & (points <= boxes[:, 2:])).all(-1).mean(0)
        if not (inside >= INSIDE).any():
            return "unconfirmed"
    return "clear" if sees.sum() >= ENOUGH * known(body) else "partly"


def rows(bodies: Sequence[Body], names: Sequence[str]) -> list[tuple[int, str, float, float, float]]:
    """Return person (from 1), name of the point, x, y in pixels and visibility of every known point."""
    return [
        (i, names[j], *(round(float(v), 1) for v in body.points[j]), round(float(body.visibility[j]), 3))
        for i, body in enumerate(bodies, 1)
        for j in range(len(POINTS))
        if body.visibility[j] >= 0
    ]


def apart(a: Body, b: Body, wh: tuple[int, int]) -> float:
    """Return how far the points of two bodies are from each other, on average over those both see, in pixels.

    NaN where there is no such point.
    """
    both = seen(a, wh) & seen(b, wh)
    return float(np.hypot(*(a.points[both] - b.points[both]).T).mean()) if both.any() else float("nan")
