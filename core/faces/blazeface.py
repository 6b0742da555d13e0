"""Find faces with BlazeFace (Bazarevsky et al., 2019), and 468 places on each (Kartynnik et al., 2019)."""

from dataclasses import dataclass

import numpy as np

from core.runtime import engine
from core.shared import blaze
from core.shared.blaze import Finds, Square

SIDE = 192
"""pixels that either network looks at"""
GRIDS = ((48, 1),)
POINTS = ("right_eye", "left_eye", "nose_tip", "mouth", "right_ear", "left_ear")
"""of a find, left and right as the person has them"""
FLOOR = 0.6
WIDER = 1.5
"""the mesh looks at so much more than a face's box"""
MESH_POINTS = 468


@dataclass(frozen=True)
class Mesh:
    """One face: points (468, 2) in the photo's pixels, depth (468,), the chance that it is a face."""

    points: np.ndarray
    depth: np.ndarray
    score: float
    square: Square


def find(rgb: np.ndarray, floor: float = FLOOR) -> tuple[Finds, float]:
    """Return the faces in a photo (H, W, 3) uint8 with their six `POINTS`, and the network's time in ms.

    Raises: WeightsUnavailable.
    """
    square = blaze.whole(rgb)
    x = square.cut(rgb, SIDE)[None] / np.float32(127.5) - 1
    (raw, logits), milliseconds = engine.predictor("blazeface").timed(x)
    found = blaze.decode(raw[0], logits[0, :, 0], blaze.middles(GRIDS), SIDE, floor)
    return blaze.in_photo(found, square, SIDE), milliseconds


def mesh(rgb: np.ndarray, square: Square) -> tuple[Mesh, float]:
    """Return the points of the face in a square of a photo (`upright`), and the network's time in ms.

    Raises: WeightsUnavailable.
    """
    x = square.cut(rgb, SIDE, "repeat")[None] / np.float32(255)
    (raw, logit), milliseconds = engine.predictor("face_mesh").timed(x)
    near = raw.reshape(MESH_POINTS, 3)
    points = square.points_in_photo(near[:, :2], SIDE)
    score = float(1 / (1 + np.exp(-logit.item())))
    return Mesh(points, near[:, 2] * np.float32(square.side / SIDE), score, square), milliseconds


def upright(xyxy: np.ndarray, points: np.ndarray) -> Square:
    """Return the square round a face, box (4,) and points (6, 2), turned so that its eyes are level."""
    x1, y1, x2, y2 = map(float, xyxy)
    (right_x, right_y), (left_x, left_y) = points[:2].astype(float)
    side = WIDER * max(x2 - x1, y2 - y1)
    return Square((x1 + x2) / 2, (y1 + y2) / 2, side, float(np.arctan2(left_y - right_y, left_x - right_x)))


def blurred(rgb: np.ndarray, xyxy: np.ndarray, strength: float = 0.12, wider: float = 1.2) -> np.ndarray:
    """Return a photo with its faces, boxes (n, 4), blurred in ellipses, so that nobody knows them.

    `strength` is the blur's σ in shares of a face's width, `wider` the ellipse's size in shares of the box's.
    """
    import cv2

    out = rgb.copy()
    for x1, y1, x2, y2 in xyxy.astype(float):
        middle = ((x1 + x2) / 2, (y1 + y2) / 2)
        size = ((x2 - x1) * wider, (y2 - y1) * wider)
        # What is blurred is made small first: a wide blur then costs little, and its details are gone.
        times = max((x2 - x1) * strength / 2, 1.0)
        small_wh = [max(round(side / times), 1) for side in rgb.shape[1::-1]]
        small = cv2.GaussianBlur(cv2.resize(rgb, small_wh, interpolation=cv2.INTER_AREA), (0, 0), 2.0)
        soft = cv2.resize(small, rgb.shape[1::-1], interpolation=cv2.INTER_LINEAR)
        mask = np.zeros(rgb.shape[:2], np.uint8)
        cv2.ellipse(mask, (middle, size, 0), 1, -1)
        out[mask > 0] = soft[mask > 0]
    return out
