"""The 468 places of the face mesh: which belong together, what lies between them, and what they measure."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.faces.blazeface import MESH_POINTS, SIDE, Mesh
from core.shared.blaze import Square

HERE = Path(__file__).parent
LINES = {
    "eyes": (
        (33, 7, 163, 144, 145, 153, 154, 155, 133, 173, 157, 158, 159, 160, 161, 246, 33),
        (263, 249, 390, 373, 374, 380, 381, 382, 362, 398, 384, 385, 386, 387, 388, 466, 263),
    ),
    "brows": (
        (46, 53, 52, 65, 55),
        (70, 63, 105, 66, 107),
        (276, 283, 282, 295, 285),
        (300, 293, 334, 296, 336),
    ),
    "nose": (
        (168, 6, 197, 195, 5, 4, 1, 19, 94, 2),
        (4, 45, 220, 115, 48, 64, 98, 97, 2, 326, 327, 294, 278, 344, 440, 275, 4),
    ),
    "lips": (
        (61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291, 409, 270, 269, 267, 0, 37, 39, 40, 185, 61),
        (78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308, 415, 310, 311, 312, 13, 82, 81, 80, 191, 78),
    ),
    "oval": (
        (
            *(10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152),
            *(148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109, 10),
        ),
    ),
}
"""lines through the points of a group, as MediaPipe (Apache-2.0) has them"""
GROUPS = ("all", *LINES)
NOSE_TIP = 1
MOUTH = (13, 14, 78, 308)
"""the inner lips: upper, lower, and the two corners"""
EYES = ((159, 145, 33, 133), (386, 374, 362, 263))
"""upper and lower lid, and the two corners: the right one, the left one"""
CERTAIN = 0.5
MOST_TURN = 90
EXAMPLE_SQUARE, EXAMPLE_SCORE = (225.03, 119.18, 158.79, 0.0735), 1.0


@dataclass(frozen=True)
class View:
    """How the learner looks at a mesh: degrees to the left and down, a group, a point (−1 for none)."""

    yaw: int = 0
    pitch: int = 0
    group: str = "all"
    point: int = -1


@dataclass(frozen=True)
class Measures:
    """What follows from a few of the points.

    Openings are heights in shares of the width between the corners; `tilt` in degrees, clockwise as the
    eye sees it; `nearest` is the point in front of all others.
    """

    mouth: float
    eyes: tuple[float, float]
    tilt: float
    nearest: int


def points_of(group: str) -> tuple[int, ...]:
    """Return the points of a group, each once; of "all" every one."""
    if group == "all":
        return tuple(range(MESH_POINTS))
    return tuple(dict.fromkeys(point for line in LINES[group] for point in line))


@cache
def triangles() -> NDArray[np.int64]:
    """Return the triangles between the points, (852, 3)."""
    return np.loadtxt(HERE / "mesh_triangles.txt", int).reshape(-1, 3)


@cache
def example() -> Mesh:
    """Return what Face Mesh said of the astronaut, kept for computers that do not have it."""
    near = np.loadtxt(HERE / "mesh_example.txt", np.float32).reshape(MESH_POINTS, 3)
    square = Square(*EXAMPLE_SQUARE)
    points = square.points_in_photo(near[:, :2], SIDE)
    return Mesh(points, near[:, 2] * np.float32(square.side / SIDE), EXAMPLE_SCORE, square, near)


def measure(near: NDArray[np.floating], square: Square) -> Measures:
    """Measure a mesh, (468, 3) as the network says it, seen in a square of the photo."""
    flat = near[:, :2].astype(float)
    (x1, y1), (x2, y2) = flat[EYES[0][2]], flat[EYES[1][3]]
    tilt = np.rad2deg(np.arctan2(y2 - y1, x2 - x1) + square.angle)
    eyes = tuple(opening(flat, eye) for eye in EYES)
    return Measures(opening(flat, MOUTH), eyes, float((tilt + 180) % 360 - 180), int(near[:, 2].argmin()))


def opening(flat: NDArray[np.floating], places: tuple[int, int, int, int]) -> float:
    """Return how far two points are apart, in shares of the distance of two others."""
    upper, lower, one, other = (flat[place] for place in places)
    width = float(np.hypot(*(one - other)))
    return float(np.hypot(*(upper - lower))) / width if width else 0.0


def turned(near: NDArray[np.floating], yaw: float, pitch: float) -> NDArray[np.float64]:
    """Return points (n, 3) turned by degrees about their middle: first to the side, then up or down."""
    a, b = np.deg2rad([yaw, pitch])
    side = np.array([[np.cos(a), 0, np.sin(a)], [0, 1, 0], [-np.sin(a), 0, np.cos(a)]])
    up = np.array([[1, 0, 0], [0, np.cos(b), -np.sin(b)], [0, np.sin(b), np.cos(b)]])
    near = np.asarray(near, float)
    middle = near.mean(0)
    return (near - middle) @ (up @ side).T + middle


def read_view(text: str) -> View:
    """Return the view that a link holds, as in "-30_5_eyes_12"; the plain one for anything else."""
    parts = text.split("_")
    if len(parts) != 4 or parts[2] not in GROUPS:
        return View()
    numbers = [parts[i] for i in (0, 1, 3)]
    if not all(n.removeprefix("-").isdecimal() and n.isascii() and len(n) <= 4 for n in numbers):
        return View()
    yaw, pitch, point = map(int, numbers)
    turns = (max(-MOST_TURN, min(MOST_TURN, degrees)) for degrees in (yaw, pitch))
    return View(*turns, parts[2], point if 0 <= point < MESH_POINTS else -1)


def write_view(view: View) -> str:
    """Write a view for `read_view`."""
    return f"{view.yaw}_{view.pitch}_{view.group}_{view.point}"
