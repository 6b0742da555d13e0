"""Find people and their points with BlazePose (Bazarevsky et al., 2020): find, turn upright, look closely."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.pose import models
from core.pose.body import POINTS, SEEN, in_picture
from core.runtime import engine
from core.shared import blaze, boxes
from core.shared.blaze import Finds, Square

MODEL = "blazepose"
SIDE, CLOSE = 224, 256
"""pixels that the finder looks at, and those that the second network looks at"""
GRIDS = ((28, 2), (14, 2), (7, 6))
FLOOR, PRESENT = 0.5, 0.5
"""least score of a find; least chance that the second network sees a body there"""
MOST = 5
WIDER = 1.25
"""the second network looks at so much more than the circle round a person"""
AROUND = 1.5
"""the finder looks at so much more than a person's box, where boxes are given"""
NEAR = 0.2
"""a find belongs to a box if its face or its hips are inside, or so near, as a share of the box's sides"""
SAME = 0.5
"""overlap of boxes, or share of points on the other's mask, from which two bodies are the same one"""
NUMBERS = 5


@dataclass(frozen=True)
class Body:
    """One person: points in the photo's pixels (33, 2), their depth (33,) in pixels, 0 at the hips.

    `visibility` (33,) is the chance that a point is not hidden, `world` (33, 3) are metres from the middle of
    the hips, `near_mask` (s, s) in 0..1 which pixels of the `square` that was looked at are the person's; the
    photo is `wh` pixels wide and high.
    """

    points: np.ndarray
    depth: np.ndarray
    visibility: np.ndarray
    world: np.ndarray
    near_mask: np.ndarray
    score: float
    square: Square
    wh: tuple[int, int]

    @property
    def mask(self) -> np.ndarray:
        """Which pixels of the photo (H, W) are the person's, in 0..1."""
        return self.square.paste(self.near_mask, self.wh)

    @property
    def xyxy(self) -> np.ndarray:
        """The box (4,) round all points."""
        return np.concatenate([self.points.min(0), self.points.max(0)])


@dataclass(frozen=True)
class People:
    """Bodies, the surest first, and what the networks took."""

    bodies: tuple[Body, ...]
    network_ms: float = 0.0


def find(rgb: np.ndarray, people: np.ndarray | None = None, most: int = MOST) -> People:
    """Return up to `most` people in a photo (H, W, 3) uint8, the surest first.

    The finder looks at the whole photo, where it sees people that are not too small; `people` (n, 4), boxes
    xyxy in pixels that another network has found, best first, tell where to look closely as well.

    Raises: WeightsUnavailable.
    """
    found, total = detect(rgb)
    squares = [upright(points) for points in found.best(most).points]
    for box in () if people is None else people[: 2 * most]:
        square, milliseconds = _in_box(rgb, box)
        squares, total = [*squares, square], total + milliseconds
    seen = [look(rgb, square) for square in squares]
    bodies = [body for body, _ in seen if body.score >= PRESENT]
    kept = _apart(bodies)[:most]
    return People(tuple(kept), total + sum(ms for _, ms in seen))


def detect(rgb: np.ndarray, square: Square | None = None) -> tuple[Finds, float]:
    """Return the people, four points each, in a square of a photo or all of it, and the time in ms."""
    square = square or blaze.whole(rgb)
    x = square.cut(rgb, SIDE)[None] / np.float32(127.5) - 1
    (raw, logits), milliseconds = engine.predictor(MODEL, file=models.DETECTOR.file).timed(x)
    found = blaze.decode(raw[0], logits[0, :, 0], blaze.middles(GRIDS), SIDE, FLOOR)
    return blaze.in_photo(found, square, SIDE), milliseconds


def upright(points: np.ndarray) -> Square:
    """Return the square that shows a find upright: point 0 is between the hips, 1 on a circle round it."""
    (x, y), (end_x, end_y) = points[:2].astype(float)
    radius = np.hypot(end_x - x, end_y - y)
    return Square(x, y, 2 * radius * WIDER, float(np.arctan2(end_x - x, y - end_y)))


def look(rgb: np.ndarray, square: Square) -> tuple[Body, float]:
    """Return the body that the second network sees in a square of a photo, and the time in ms."""
    x = square.cut(rgb, CLOSE, "repeat")[None] / np.float32(255)
    answers, milliseconds = engine.predictor(MODEL, file=models.LANDMARKS.file).timed(x)
    raw, score, logits, _, world = (answer[0] for answer in answers)
    near = raw.reshape(-1, NUMBERS)[: len(POINTS)]  # x, y, z in pixels of the square, two logits
    body = Body(
        points=square.points_in_photo(near[:, :2], CLOSE),
        depth=near[:, 2] * np.float32(square.side / CLOSE),
        visibility=_sigmoid(near[:, 3]),
        world=_turned(world.reshape(-1, 3)[: len(POINTS)], square.angle),
        near_mask=_sigmoid(logits[..., 0]).astype(np.float32),
        score=float(score[0]),
        square=square,
        wh=(rgb.shape[1], rgb.shape[0]),
    )
    return body, milliseconds


def together(bodies: Sequence[Body], shape: tuple[int, int]) -> np.ndarray:
    """Return the mask (H, W) in 0..1 of all people."""
    return np.max([body.mask for body in bodies], 0) if bodies else np.zeros(shape, np.float32)


def _in_box(rgb: np.ndarray, box: np.ndarray) -> tuple[Square, float]:
    """Return where to look for the person in a box (4,), as the finder says or round the box; its time."""
    x1, y1, x2, y2 = map(float, box)
    x, y, side = (x1 + x2) / 2, (y1 + y2) / 2, max(x2 - x1, y2 - y1, 1.0)
    found, milliseconds = detect(rgb, Square(x, y, AROUND * side))
    edge = NEAR * np.array([x2 - x1, y2 - y1])
    faces, hips = (found.xyxy[:, :2] + found.xyxy[:, 2:]) / 2, found.points[:, 0]
    near = [((at >= box[:2] - edge) & (at <= box[2:] + edge)).all(1) for at in (faces, hips)]
    inside = np.flatnonzero(near[0] | near[1])
    if not len(inside):
        return Square(x, y, WIDER * side), milliseconds
    return upright(found.points[inside[0]]), milliseconds


def _apart(bodies: list[Body]) -> list[Body]:
    """Return bodies of one photo, the surest first, without those that were found twice.

    Two are the same if the boxes of their points overlap, or if the points of one lie on the other's mask.
    """
    kept: list[Body] = []
    for body in sorted(bodies, key=lambda body: -body.score):
        if not any(_overlap(body, other) >= SAME or _covered(body, other) >= SAME for other in kept):
            kept.append(body)
    return kept


def _overlap(a: Body, b: Body) -> float:
    """Return the IoU of the boxes of two bodies, as far as they are in the photo."""
    edge = np.tile(np.float32(a.wh), 2)
    return float(boxes.iou(np.clip(a.xyxy, 0, edge)[None], np.clip(b.xyxy, 0, edge)[None])[0, 0])


def _covered(body: Body, other: Body) -> float:
    """Return the share of a body's seen points in the photo that lie on another one's mask."""
    points = body.points[(body.visibility >= SEEN) & in_picture(body.points, body.wh)].astype(int)
    return float((other.mask[points[:, 1], points[:, 0]] > 0.5).mean()) if len(points) else 0.0


def _turned(world: np.ndarray, angle: float) -> np.ndarray:
    """Return points (n, 3) of an upright view as they are in the photo, turned by `angle`."""
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return np.hstack([world[:, :2] @ turn.T, world[:, 2:]]).astype(np.float32)


def _sigmoid(x: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-np.clip(x, -80, 80)))
