"""The second way to people's points: YOLO finds all people and COCO's 17 points of each in one go."""

import numpy as np

from core.pose.body import POINTS
from core.pose.infer import MOST, Body, People
from core.runtime import engine
from core.shared import boxes, yolo
from core.shared.blaze import whole

MODEL = "yolo11n-pose"
JOINTS = tuple(
    map(
        POINTS.index,
        (
            *("nose", "left_eye", "right_eye", "left_ear", "right_ear"),
            *("left_shoulder", "right_shoulder", "left_elbow", "right_elbow", "left_wrist", "right_wrist"),
            *("left_hip", "right_hip", "left_knee", "right_knee", "left_ankle", "right_ankle"),
        ),
    )
)
"""COCO's 17 points among BlazePose's 33"""
FLOOR, OVERLAP = 0.25, 0.5
"""least score of a person; two that overlap more are one"""
ABSENT = -1.0
"""the visibility of a point that this network does not know"""


def find(rgb: np.ndarray, most: int = MOST) -> People:
    """Return up to `most` people in a photo (H, W, 3) uint8; their masks are empty, their depths 0.

    Raises: WeightsUnavailable.
    """
    x, (scale_x, scale_y, left, top) = yolo.letterbox(rgb)
    answers, milliseconds = engine.predictor(MODEL).timed(x)
    distances, logits, raw = (part[0] for part in answers)
    xyxy, scores, _ = yolo.decode(distances, logits, x.shape[2:], FLOOR)
    kept = boxes.nms(xyxy, scores, OVERLAP)[:most]
    cells = yolo.sure(logits, FLOOR)[kept]
    points, seen = decode(raw[:, cells], *(part[cells] for part in yolo.cells(*x.shape[2:])))
    points = (points - np.float32([left, top])) / np.float32([scale_x, scale_y])
    bodies = [_body(rgb, *of) for of in zip(points, seen, scores[kept], strict=True)]
    return People(tuple(bodies), milliseconds)


def decode(raw: np.ndarray, middles: np.ndarray, strides: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return points (n, 17, 2) in the network's pixels and the chances that they are seen (n, 17).

    `raw` (51, n) holds x, y and a logit a point; x and y are twice as far from the cell's corner, in cells,
    as they say. `middles` (n, 2) and `strides` (n,) are the cells'.
    """
    x, y, logit = raw.reshape(len(JOINTS), 3, -1).transpose(1, 2, 0)  # (n, 17) each
    offset = np.stack([x, y], -1) * 2 * strides[:, None, None]
    corner = middles - strides[:, None] / 2
    return (offset + corner[:, None]).astype(np.float32), 1 / (1 + np.exp(-logit))


def _body(rgb: np.ndarray, points: np.ndarray, seen: np.ndarray, score: float) -> Body:
    """Return COCO's 17 points as a body; those that are not among them lie at their mean, `ABSENT`."""
    n = len(POINTS)
    all_, visibility = np.tile(points.mean(0), (n, 1)), np.full(n, ABSENT, np.float32)
    all_[list(JOINTS)], visibility[list(JOINTS)] = points, seen
    return Body(
        points=all_.astype(np.float32),
        depth=np.zeros(n, np.float32),
        visibility=visibility,
        world=np.zeros((n, 3), np.float32),
        near_mask=np.zeros((2, 2), np.float32),
        score=float(score),
        square=whole(rgb),
        wh=(rgb.shape[1], rgb.shape[0]),
    )
