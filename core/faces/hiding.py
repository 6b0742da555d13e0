"""Hide faces: what an ellipse round each of them shows instead."""

import json

import numpy as np
from numpy.typing import NDArray

from core.shared.boxes import EMPTY, iou

WAYS = ("pixelate", "blur", "colour")
COLOUR = (0xE6, 0x9F, 0x00)
WIDER = 1.35
"""an ellipse is so much wider and higher than a face's box, for hair and chin"""
MOST, SMALLEST = 80, 4
"""places a photo may have, and pixels of the smallest: smaller ones are slips of the hand"""
SAME = 0.3
"""intersection over union from which two boxes mean one face"""


def hidden(rgb: NDArray[np.uint8], xyxy: NDArray[np.floating], way: str, cells: int) -> NDArray[np.uint8]:
    """Return a photo (H, W, 3) with ellipses over the boxes (n, 4) that show `cells` fields in a row.

    "pixelate" and "blur" keep the same few colours, the mean of each field; "colour" keeps nothing.
    """
    import cv2

    out = rgb.copy()
    for box in wider(xyxy):
        (x1, y1), (x2, y2) = np.floor(box[:2]).astype(int), np.ceil(box[2:]).astype(int)
        mask = np.zeros(rgb.shape[:2], np.uint8)
        middle, axes = (box[:2] + box[2:]) / 2, box[2:] - box[:2]
        cv2.ellipse(mask, (middle.tolist(), axes.tolist(), 0.0), 1, -1)
        left, top, right, bottom = max(x1, 0), max(y1, 0), min(x2, rgb.shape[1]), min(y2, rgb.shape[0])
        if right <= left or bottom <= top:
            continue
        inside = mask[top:bottom, left:right] > 0
        part = out[top:bottom, left:right]
        part[inside] = _covered(rgb[top:bottom, left:right], way, cells)[inside]
    return out


def _covered(part: NDArray[np.uint8], way: str, cells: int) -> NDArray[np.uint8]:
    import cv2

    if way == "colour":
        return np.broadcast_to(np.uint8(COLOUR), part.shape)
    h, w = part.shape[:2]
    small = cv2.resize(part, grid(w, h, cells), interpolation=cv2.INTER_AREA)
    how = cv2.INTER_NEAREST if way == "pixelate" else cv2.INTER_LINEAR
    return cv2.resize(small, (w, h), interpolation=how)


def grid(w: float, h: float, cells: int) -> tuple[int, int]:
    """Return the fields, columns and rows, that a part of `w` × `h` pixels is made of."""
    columns = max(1, min(cells, round(w)))
    return columns, max(1, round(columns * h / w))


def wider(xyxy: NDArray[np.floating]) -> NDArray[np.float64]:
    """Return the boxes (n, 4) round the ellipses over faces' boxes."""
    xyxy = np.asarray(xyxy, float).reshape(-1, 4)
    middle, half = (xyxy[:, :2] + xyxy[:, 2:]) / 2, (xyxy[:, 2:] - xyxy[:, :2]) / 2 * WIDER
    return np.hstack([middle - half, middle + half])


def still_seen(found: NDArray[np.floating], places: NDArray[np.floating]) -> int:
    """Return in how many of the hidden places (n, 4) a face, boxes (m, 4), is found all the same."""
    if not len(found) or not len(places):
        return 0
    return int((iou(np.float32(places), np.float32(found)).max(1) > SAME).sum())


def by_hand(places: NDArray[np.floating], found: NDArray[np.floating]) -> int:
    """Return how many places (n, 4) are none of the finder's boxes (m, 4): the learner has marked them."""
    return len(places) - still_seen(found, places)


def write(xyxy: NDArray[np.floating]) -> str:
    """Write places (n, 4) as JSON."""
    return json.dumps([[round(float(v), 1) for v in box] for box in xyxy])


def read(text: str, wh: tuple[int, int]) -> NDArray[np.float32]:
    """Return the places (n, 4) that `write` wrote, cut to a photo `wh`; what makes no sense is left out."""
    try:
        rows = json.loads(text)
    except ValueError:
        rows = []
    kept = []
    for row in rows if isinstance(rows, list) else []:
        if not isinstance(row, list) or len(row) != 4:
            continue
        if not all(type(v) in (int, float) and np.isfinite(v) for v in row):
            continue
        box = np.clip(row, 0, [*wh, *wh])
        if min(box[2:] - box[:2]) >= SMALLEST:
            kept.append(box)
    return np.float32(kept[:MOST]).reshape(-1, 4) if kept else EMPTY
