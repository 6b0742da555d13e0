"""Points instead of pixels: where a body's joints are, and the angles between its limbs."""

from dataclasses import dataclass

import numpy as np

from core.runtime import engine
from core.segmentation.instances import suppress
from core.shared import link_values, yolo

JOINTS = (
    *("nose", "left_eye", "right_eye", "left_ear", "right_ear"),
    *("left_shoulder", "right_shoulder", "left_elbow", "right_elbow", "left_wrist", "right_wrist"),
    *("left_hip", "right_hip", "left_knee", "right_knee", "left_ankle", "right_ankle"),
)
"""COCO's 17 points, left and right as the person has them"""
LIMBS = (
    *((0, 1), (0, 2), (1, 3), (2, 4), (5, 6), (5, 7), (7, 9), (6, 8), (8, 10)),
    *((5, 11), (6, 12), (11, 12), (11, 13), (13, 15), (12, 14), (14, 16)),
)
"""which points a line joins"""
ANGLES = {
    "left_elbow": (5, 7, 9),
    "right_elbow": (6, 8, 10),
    "left_shoulder": (7, 5, 11),
    "right_shoulder": (8, 6, 12),
    "left_hip": (5, 11, 13),
    "right_hip": (6, 12, 14),
    "left_knee": (11, 13, 15),
    "right_knee": (12, 14, 16),
}
"""the point before, the joint, the point after"""
FLOOR, SEEN = 0.25, 0.5
"""least score of a person; least chance at which a point counts as seen"""


@dataclass(frozen=True)
class Poses:
    """People, best first: points (n, 17, 2) in pixels, chances that each is seen (n, 17), scores (n,)."""

    points: np.ndarray
    seen: np.ndarray
    scores: np.ndarray
    network_ms: float = 0.0


def find(rgb: np.ndarray, model: str = "yolo11n-pose", iou_threshold: float = 0.5) -> Poses:
    """Return the people in a photo (H, W, 3) uint8.

    Raises: KeyError for a name that is no model; WeightsUnavailable.
    """
    x, (scale_x, scale_y, left, top) = yolo.letterbox(rgb)
    answers, milliseconds = engine.predictor(model).timed(x)
    distances, logits, raw = (part[0] for part in answers)
    xyxy, scores, class_ids = yolo.decode(distances, logits, x.shape[2:], FLOOR)
    kept = suppress(xyxy, scores, class_ids, iou_threshold)
    cells = yolo.sure(logits, FLOOR)[kept]
    points, seen = decode(raw[:, cells], *(part[cells] for part in yolo.cells(*x.shape[2:])))
    points = (points - np.float32([left, top])) / np.float32([scale_x, scale_y])
    return Poses(points, seen, scores[kept].astype(np.float32), milliseconds)


def decode(raw: np.ndarray, middles: np.ndarray, strides: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return points (n, 17, 2) in the network's pixels and the chances that they are seen (n, 17).

    `raw` (51, n) holds x, y and a logit a point; x and y are twice as far from the cell's corner, in cells,
    as they say. `middles` (n, 2) and `strides` (n,) are the cells'.
    """
    x, y, logit = raw.reshape(len(JOINTS), 3, -1).transpose(1, 2, 0)  # (n, 17) each
    offset = np.stack([x, y], -1) * 2 * strides[:, None, None]
    corner = middles - strides[:, None] / 2
    return (offset + corner[:, None]).astype(np.float32), 1 / (1 + np.exp(-logit))


def angle(before: np.ndarray, joint: np.ndarray, after: np.ndarray) -> float:
    """Return the angle at a joint in degrees, 0 (folded) to 180 (straight); NaN for a limb without length."""
    a, b = np.asarray(before, float) - joint, np.asarray(after, float) - joint
    length = np.hypot(*a) * np.hypot(*b)
    return float(np.degrees(np.arccos(np.clip(a @ b / length, -1, 1)))) if length else float("nan")


def angles(points: np.ndarray, seen: np.ndarray | None = None) -> dict[str, float]:
    """Return the angles of a body's joints in degrees from its points (17, 2), where all three are seen."""
    sure = np.ones(len(JOINTS), bool) if seen is None else seen >= SEEN
    return {name: angle(*points[list(at)]) for name, at in ANGLES.items() if sure[list(at)].all()}


STANDING = (
    *((320, 82), (308, 74), (332, 74), (296, 80), (344, 80)),
    *((372, 150), (268, 150), (430, 210), (214, 214), (470, 142), (196, 300)),
    *((352, 300), (288, 300), (366, 396), (262, 388), (360, 488), (284, 486)),
)
"""a drawn body that waves: 17 points in 640 × 520"""


def read(text: str) -> np.ndarray:
    """Return the points (17, 2) of a drawn body from JSON, the standing one for anything else."""
    try:
        points = np.asarray(link_values.rows(text), float)
    except (ValueError, TypeError):
        points = np.zeros(0)
    usable = points.shape == (len(JOINTS), 2) and np.isfinite(points).all()
    return points if usable else np.array(STANDING, float)
