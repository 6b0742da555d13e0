"""Out of a YOLO with anchors (v2 to v7): where a cell's boxes start from, and where its numbers move them."""

from collections.abc import Mapping

import numpy as np

from core.shared import boxes

ANCHORS = {32: ((81, 82), (135, 169), (344, 319)), 16: ((10, 14), (23, 27), (37, 58))}
"""YOLOv3-tiny's: width and height in pixels by the stride of the grid, found by clustering COCO's boxes"""
SIDE = 416
"""pixels of the square that the network looks at"""
SMALL, IN_SMALL, LARGE = 192, 160, 0.6
"""What fills a photo is known to the network only when it is small. So it looks once more, at a square of 192
pixels with the photo as 160 in it (a fifth of the work), for what is longer than 0.6 of the photo."""
LOOKS = ((SIDE, SIDE), (SMALL, IN_SMALL))
"""of each look the side of the square and how long the photo's longer side is in it"""
SEEN, SAME = 0.1, 0.45
"""least score and overlap of a box of the first look that makes one of the second look needless"""
PADDING = 127 / 255
LARGEST_LOG = 10.0


def starts(
    height: int, width: int, anchors: Mapping[int, tuple[tuple[int, int], ...]] = ANCHORS
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return cells' corners (n, 2), anchors' sizes (n, 2), both x first in pixels, and strides (n,).

    In the order of the network's boxes: grid by grid, cell by cell, anchor by anchor.
    """
    corners, sizes, strides = [], [], []
    for stride, each in anchors.items():
        y, x = np.mgrid[: height // stride, : width // stride]
        corner = np.stack([x.ravel(), y.ravel()], 1) * np.float32(stride)
        corners.append(np.repeat(corner, len(each), 0))
        sizes.append(np.tile(np.float32(each), (len(corner), 1)))
        strides.append(np.full(len(corner) * len(each), stride, np.float32))
    return np.concatenate(corners), np.concatenate(sizes), np.concatenate(strides)


def view(
    rgb: np.ndarray, side: int = SIDE, longest: int | None = None
) -> tuple[np.ndarray, tuple[float, int, int]]:
    """Fit a photo (H, W, 3) uint8 into a grey square, its longer side `longest`: (1, 3, side, side) in 0..1.

    Also returns (scale, left, top), which lead from the photo to the network's pixels.
    """
    import cv2

    h, w = rgb.shape[:2]
    scale = (longest or side) / max(h, w)
    new_h, new_w = max(round(h * scale), 1), max(round(w * scale), 1)
    left, top = (side - new_w) // 2, (side - new_h) // 2
    resized = cv2.resize(rgb, (new_w, new_h), interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    x = np.full((1, 3, side, side), PADDING, np.float32)
    np.divide(resized.transpose(2, 0, 1), 255, out=x[0, :, top : top + new_h, left : left + new_w])
    return x, (scale, left, top)


def decode(
    raw: np.ndarray, shape: tuple[int, int], floor: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return boxes xyxy (m, 4) in the network's pixels, scores and classes (m,) of those above `floor`.

    `raw` (n, 5 + classes) are the network's numbers for a picture of `shape` (height, width): the middle is
    σ(x), σ(y) of a cell, the size e^w, e^h times the anchor, the score σ(objectness) · σ(class). Classes do
    not exclude each other, so a box may be several things.
    """
    objectness = sigmoid(raw[:, 4])
    hopeful = np.flatnonzero(objectness > floor)  # few: the product is not larger
    products = objectness[hopeful, None] * sigmoid(raw[hopeful, 5:])
    box, kind = np.nonzero(products > floor)
    chosen = hopeful[box]
    corner, size, stride = (part[chosen] for part in starts(*shape))
    middle = corner + sigmoid(raw[chosen, :2]) * stride[:, None]
    half = size * np.exp(np.minimum(raw[chosen, 2:4], LARGEST_LOG)) / 2
    return np.hstack([middle - half, middle + half]), products[box, kind], kind


def unseen(
    first: tuple[np.ndarray, np.ndarray, np.ndarray],
    again: tuple[np.ndarray, np.ndarray, np.ndarray],
    longest: float,
) -> np.ndarray:
    """Return which boxes (m,) of a second look are longer than `longest` pixels and new.

    Each look has boxes xyxy, scores and classes. The first sees more pixels: what it knows it places better.
    """
    xyxy, _, classes = again
    sure = first[1] > SEEN
    same = (boxes.iou(xyxy, first[0][sure]) > SAME) & (classes[:, None] == first[2][sure])
    return ((xyxy[:, 2:] - xyxy[:, :2]).max(1, initial=0) > longest) & ~same.any(1)


def sigmoid(x: np.ndarray) -> np.ndarray:
    """Return 1 / (1 + e^−x)."""
    return 1 / (1 + np.exp(-np.clip(x, -80, 80)))
