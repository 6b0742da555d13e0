"""Find faces with BlazeFace (Bazarevsky et al., 2019), and 468 places on each (Kartynnik et al., 2019)."""

import time
from dataclasses import dataclass

import numpy as np

from core.runtime import engine, weights
from core.shared import blaze, boxes
from core.shared.blaze import Finds, Square

SIDE = 192
"""pixels that either network looks at"""
GRIDS = ((48, 1),)
POINTS = ("right_eye", "left_eye", "nose_tip", "mouth", "right_ear", "left_ear")
"""of a find, left and right as the person has them"""
PLACES = sum(cells**2 * each for cells, each in GRIDS)
"""boxes that the finder answers for at once"""
FLOOR = 0.5
LOWEST = 0.3
"""what a slider may still ask for"""
OVERLAP = 0.3
"""intersection over union from which two boxes mean one face"""
ROUNDS = 5
WIDER = 1.5
"""the mesh looks at so much more than a face's box"""
MESH_POINTS = 468


@dataclass(frozen=True)
class Mesh:
    """One face: points (468, 2) in the photo's pixels, depth (468,), the chance that it is a face.

    `near` (468, 3) is what the network says: x, y and depth in pixels of the square, shown `SIDE` wide.
    """

    points: np.ndarray
    depth: np.ndarray
    score: float
    square: Square
    near: np.ndarray


@dataclass(frozen=True)
class Look:
    """All finds above `LOWEST`; the median ms from photo to boxes, and of the network alone."""

    every: Finds
    whole_ms: float
    network_ms: float

    def above(self, floor: float) -> Finds:
        """Return the finds above a score."""
        return sure(self.every, floor)


def find(rgb: np.ndarray, floor: float = FLOOR) -> tuple[Finds, float]:
    """Return the faces in a photo (H, W, 3) uint8 with their six `POINTS`, and the network's time in ms.

    Raises: WeightsUnavailable.
    """
    square = blaze.whole(rgb)
    x = square.cut(rgb, SIDE)[None] / np.float32(127.5) - 1
    (raw, logits), milliseconds = engine.predictor("blazeface").timed(x)
    found = blaze.decode(raw[0], logits[0, :, 0], blaze.middles(GRIDS), SIDE, floor)
    return blaze.in_photo(found, square, SIDE), milliseconds


def sure(found: Finds, floor: float) -> Finds:
    """Return the finds above a score."""
    return found.best(int((found.scores > floor).sum()))


def look(rgb: np.ndarray) -> Look:
    """Find faces several times after a first one that is not timed, and say how long it takes.

    Raises: WeightsUnavailable.
    """
    find(rgb)
    whole, network = [], []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        found, milliseconds = find(rgb, LOWEST)
        whole.append((time.perf_counter() - started) * 1e3)
        network.append(milliseconds)
    return Look(found, float(np.median(whole)), float(np.median(network)))


def find_closer(rgb: np.ndarray, floor: float = LOWEST) -> Finds:
    """Return the faces that the whole photo shows and those that its parts, looked at closer, show too.

    The finder sees 192 pixels: in half a photo a small face has twice as many of them.
    Raises: WeightsUnavailable.
    """
    h, w = rgb.shape[:2]
    finds = [find(rgb, floor)[0]]
    for x, y, side in parts(w, h):
        part, _ = find(np.ascontiguousarray(rgb[y : y + side, x : x + side]), floor)
        place = np.float32([x, y])
        xyxy, points = part.xyxy + np.tile(place, 2), part.points + place
        inner = (xyxy[:, :2] > place) | (place == 0)
        outer = (xyxy[:, 2:] < place + side) | (place + side >= [w, h])
        whole = (inner & outer).all(1)  # what a part cuts off, the next one has whole
        finds.append(Finds(xyxy[whole], points[whole], part.scores[whole]))
    every = Finds(
        np.concatenate([f.xyxy for f in finds]),
        np.concatenate([f.points for f in finds]),
        np.concatenate([f.scores for f in finds]),
    )
    kept = boxes.nms(every.xyxy, every.scores, OVERLAP)
    return Finds(every.xyxy[kept], every.points[kept], every.scores[kept])


def parts(w: int, h: int) -> list[tuple[int, int, int]]:
    """Return squares of a photo, (x, y, side) each: half its longer side, the next one half a side on."""
    side = min(max(w, h) // 2, w, h)
    if side < SIDE // 2:
        return []
    columns, rows = (max(int(np.ceil((n - side) / (side / 2))), 0) + 1 for n in (w, h))
    xs, ys = (np.linspace(0, n - side, many).astype(int) for n, many in ((w, columns), (h, rows)))
    return [(int(x), int(y), side) for y in ys for x in xs]


def missing() -> bool:
    """Tell whether the finder's file is not to be had on this computer."""
    return weights.problem("blazeface") is not None


def mesh(rgb: np.ndarray, square: Square) -> tuple[Mesh, float]:
    """Return the points of the face in a square of a photo (`upright`), and the network's time in ms.

    Raises: WeightsUnavailable.
    """
    x = square.cut(rgb, SIDE, "repeat")[None] / np.float32(255)
    (raw, logit), milliseconds = engine.predictor("face_mesh").timed(x)
    near = raw.reshape(MESH_POINTS, 3)
    points = square.points_in_photo(near[:, :2], SIDE)
    score = float(1 / (1 + np.exp(-logit.item())))
    return Mesh(points, near[:, 2] * np.float32(square.side / SIDE), score, square, near), milliseconds


def upright(xyxy: np.ndarray, points: np.ndarray) -> Square:
    """Return the square round a face, box (4,) and points (6, 2), turned so that its eyes are level."""
    x1, y1, x2, y2 = map(float, xyxy)
    (right_x, right_y), (left_x, left_y) = points[:2].astype(float)
    side = WIDER * max(x2 - x1, y2 - y1)
    return Square((x1 + x2) / 2, (y1 + y2) / 2, side, float(np.arctan2(left_y - right_y, left_x - right_x)))
