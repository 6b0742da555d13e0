"""Detection on live pictures: one look of the network, and only what any threshold on the page could show."""

import numpy as np

from core.detection import infer
from core.detection.infer import Detections

FLOOR, IOU, MOST = 0.05, 0.25, 60
"""the IoU threshold that photos begin with: with a higher one, a thing keeps two boxes and counts twice"""


def look(rgb: np.ndarray, model: str) -> tuple[Detections, tuple[int, int]]:
    """Return the boxes in a picture (H, W, 3) uint8 with a score above FLOOR after NMS; its (w, h).

    Raises: KeyError for a name that is no detector; WeightsUnavailable.
    """
    found = infer.candidates(rgb, model, FLOOR, once=True)
    return infer.choose(found, FLOOR, IOU, MOST), (rgb.shape[1], rgb.shape[0])
