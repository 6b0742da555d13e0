"""The 33 points of a body, the lines between them, and the angles of its joints."""

import numpy as np

POINTS = (
    *(
        "nose",
        "left_eye_inner",
        "left_eye",
        "left_eye_outer",
        "right_eye_inner",
        "right_eye",
        "right_eye_outer",
    ),
    *("left_ear", "right_ear", "mouth_left", "mouth_right", "left_shoulder", "right_shoulder"),
    *("left_elbow", "right_elbow", "left_wrist", "right_wrist", "left_pinky", "right_pinky"),
    *("left_index", "right_index", "left_thumb", "right_thumb", "left_hip", "right_hip"),
    *("left_knee", "right_knee", "left_ankle", "right_ankle", "left_heel", "right_heel"),
    *("left_foot_index", "right_foot_index"),
)
"""BlazePose's names, left and right as the person has them"""
LIMBS = (
    *((0, 1), (1, 2), (2, 3), (3, 7), (0, 4), (4, 5), (5, 6), (6, 8), (9, 10)),
    *((11, 12), (11, 13), (13, 15), (15, 17), (15, 19), (15, 21), (17, 19)),
    *((12, 14), (14, 16), (16, 18), (16, 20), (16, 22), (18, 20)),
    *((11, 23), (12, 24), (23, 24), (23, 25), (25, 27), (27, 29), (29, 31), (27, 31)),
    *((24, 26), (26, 28), (28, 30), (30, 32), (28, 32)),
)
"""which points a line joins"""
ANGLES = {
    "left_elbow": (11, 13, 15),
    "right_elbow": (12, 14, 16),
    "left_shoulder": (13, 11, 23),
    "right_shoulder": (14, 12, 24),
    "left_hip": (11, 23, 25),
    "right_hip": (12, 24, 26),
    "left_knee": (23, 25, 27),
    "right_knee": (24, 26, 28),
}
"""the point before, the joint, the point after"""
SEEN = 0.5
"""least chance at which a point counts as seen"""


FIGURE = (0, *range(11, 17), *range(23, 29))
"""the points of a drawn figure: nose, shoulders, elbows, wrists, hips, knees, ankles, left before right"""


def angle(before: np.ndarray, joint: np.ndarray, after: np.ndarray) -> float:
    """Return the angle at a joint in degrees, 0 (folded) to 180 (straight); NaN for a limb without length."""
    a, b = np.asarray(before, float) - joint, np.asarray(after, float) - joint
    length = np.linalg.norm(a) * np.linalg.norm(b)
    return float(np.degrees(np.arccos(np.clip(a @ b / length, -1, 1)))) if length else float("nan")


def angles(points: np.ndarray, visibility: np.ndarray | None = None) -> dict[str, float]:
    """Return the angles of the joints of `ANGLES` in degrees, where all three points are seen.

    `points` (33, 2) as in the picture, or (33, 3) in space; `visibility` (33,) in 0..1.
    """
    return {name: angle(*points[list(at)]) for name, at in _seen(visibility)}


def turns(points: np.ndarray, visibility: np.ndarray | None = None) -> dict[str, float]:
    """Return which way the joints bend: from the limb before to the limb after, −180..180 degrees clockwise.

    `points` (33, 2) in a picture whose y grows downwards. An arm bent up and one bent down have the same
    angle, but turns of opposite signs.
    """
    found = {}
    for name, at in _seen(visibility):
        before, joint, after = points[list(at)].astype(float)
        (ax, ay), (bx, by) = before - joint, after - joint
        found[name] = float(np.degrees(np.arctan2(ax * by - ay * bx, ax * bx + ay * by)))
    return found


def differences(angles_: dict[str, float], wanted: dict[str, float]) -> dict[str, float]:
    """Return how far each joint of both is from the wanted angle or turn, in degrees, 0..180."""
    apart = {name: abs(angles_[name] - wanted[name]) for name in wanted if name in angles_}
    return {name: min(value, 360 - value) for name, value in apart.items()}


def in_picture(points: np.ndarray, wh: tuple[int, int]) -> np.ndarray:
    """Return which points (n, 2) lie in a picture of this width and height, (n,) bool."""
    return ((points >= 0) & (points < wh)).all(1)


def _seen(visibility: np.ndarray | None) -> list[tuple[str, tuple[int, int, int]]]:
    sure = np.ones(len(POINTS), bool) if visibility is None else visibility >= SEEN
    return [(name, at) for name, at in ANGLES.items() if sure[list(at)].all()]
