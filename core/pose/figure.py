"""A drawn figure of 13 points, bent by hand, and the poses that are to be copied."""

import numpy as np

from core.pose.body import ANGLES, FIGURE, LIMBS, POINTS, turns
from core.shared import link_values

WH = (640, 520)
CLOSE = 15.0
"""degrees by which a joint may be off"""
_ARMS = ("left_elbow", "right_elbow", "left_shoulder", "right_shoulder")
_HIPS, _KNEES = ("left_hip", "right_hip"), ("left_knee", "right_knee")
_TRUNK = {"nose": (320, 82), "shoulders": ((372, 150), (268, 150)), "hips": ((352, 300), (288, 300))}
_LEGS = ((366, 396), (274, 396), (370, 488), (270, 488))


def _figure(
    elbows: tuple, wrists: tuple, legs: tuple[tuple[int, int], ...] = _LEGS
) -> tuple[tuple[int, int], ...]:
    return (_TRUNK["nose"], *_TRUNK["shoulders"], *elbows, *wrists, *_TRUNK["hips"], *legs)


STANDING = _figure(((430, 210), (214, 214)), ((470, 142), (196, 300)))
"""the figure at first: it waves; (13, 2) in WH, in the order of `FIGURE`, its left on the right"""
TARGETS = {
    "t_pose": _figure(((456, 150), (184, 150)), ((540, 150), (100, 150))),
    "cactus": _figure(((456, 150), (184, 150)), ((456, 66), (184, 66))),
    "teapot": _figure(((440, 92), (204, 220)), ((492, 30), (284, 292))),
    "lunge": _figure(
        ((456, 150), (184, 150)),
        ((540, 150), (100, 150)),
        ((450, 330), (240, 396), (450, 450), (196, 488)),
    ),
}
"""poses to copy, as `STANDING`"""
JUDGED = {name: (*_ARMS, *_HIPS) for name in TARGETS} | {"lunge": (*_ARMS[2:], *_HIPS, *_KNEES)}
"""the six joints of a pose that have to fit"""
LINES = tuple((FIGURE.index(a), FIGURE.index(b)) for a, b in LIMBS if a in FIGURE and b in FIGURE)
BENDS = {name: tuple(map(FIGURE.index, at)) for name, at in ANGLES.items()}
"""as `ANGLES`, by places in a figure"""
NAMES = tuple(POINTS[i] for i in FIGURE)


def as_body(points: np.ndarray) -> np.ndarray:
    """Return a figure's points (13, 2) as those of a body (33, 2), NaN where the figure has none."""
    body = np.full((len(POINTS), 2), np.nan)
    body[list(FIGURE)] = points
    return body


def read(text: str) -> np.ndarray:
    """Return the points (13, 2) of a figure from JSON, the standing one for anything else."""
    try:
        points = np.asarray(link_values.rows(text), float)
    except (ValueError, TypeError):
        points = np.zeros(0)
    usable = points.shape == (len(FIGURE), 2) and np.isfinite(points).all()
    return points if usable else np.array(STANDING, float)


def wanted(target: str) -> dict[str, float]:
    """Return the turns of the six joints that are judged in a pose that is to be copied."""
    found = turns(as_body(np.array(TARGETS[target], float)))
    return {name: found[name] for name in JUDGED[target]}
