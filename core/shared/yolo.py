"""Into, through and out of a YOLO network (v8 and later: no anchors, boxes as distributions of distances).

Detectors, segmenters and pose networks share it.
"""

from collections.abc import Collection
from typing import TYPE_CHECKING

import numpy as np

from core.i18n import class_names

if TYPE_CHECKING:
    from torch import Tensor, nn

SIDE = 640
STRIDES = (8, 16, 32)
"""pixels from one cell to the next on each of the three grids"""
BINS = 16
"""a distance is spread over so many bins, 0 to 15 strides"""
PADDING = 114 / 255


def coco_labels() -> tuple[str, ...]:
    """Return COCO's 80 names, in the order of the published networks' classes."""
    return class_names.labels("coco")


def letterbox(rgb: np.ndarray, side: int = SIDE) -> tuple[np.ndarray, tuple[float, float, int, int]]:
    """Scale a photo (H, W, 3) uint8 to fit `side`, pad with grey to whole cells: (1, 3, h, w) in 0..1.

    Also returns (scale x, scale y, left, top), which lead from the photo to the network's pixels.
    """
    import cv2

    h, w = rgb.shape[:2]
    scale = min(side / h, side / w)
    new_w, new_h = max(round(w * scale), 1), max(round(h * scale), 1)
    pad_w, pad_h = ((side - n) % STRIDES[-1] for n in (new_w, new_h))
    left, top = round(pad_w / 2 - 0.1), round(pad_h / 2 - 0.1)
    resized = rgb if (new_h, new_w) == (h, w) else cv2.resize(rgb, (new_w, new_h))
    x = np.full((1, 3, new_h + pad_h, new_w + pad_w), PADDING, np.float32)
    np.divide(resized.transpose(2, 0, 1), 255, out=x[0, :, top : top + new_h, left : left + new_w])
    return x, (new_w / w, new_h / h, left, top)


def before_head(layers: "nn.Sequential", keep: Collection[int], x: "Tensor") -> "Tensor | list[Tensor]":
    """Run all layers of an ultralytics network but the last; return what that one takes.

    `keep` are the numbers of the layers whose outputs later ones ask for.
    """
    kept = []
    *body, head = layers
    for layer in body:
        x = layer(_inputs(layer, x, kept))
        kept.append(x if layer.i in keep else None)
    return _inputs(head, x, kept)


def _inputs(layer: "nn.Module", last: "Tensor", kept: "list[Tensor | None]") -> "Tensor | list[Tensor]":
    """Return what a layer takes: the last output, or earlier ones by their number."""
    if layer.f == -1:
        return last
    return kept[layer.f] if isinstance(layer.f, int) else [last if j == -1 else kept[j] for j in layer.f]


def sure(logits: np.ndarray, floor: float) -> np.ndarray:
    """Return the numbers (m,) of the cells whose best score is above `floor`; logits are (classes, n)."""
    return np.flatnonzero(logits.max(0) > np.log(floor / (1 - floor)))


def cells(height: int, width: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the middles (n, 2) of all grids' cells, x and y in pixels, and each cell's stride (n,)."""
    middles, strides_of = [], []
    for stride in STRIDES:
        y, x = np.mgrid[: -(-height // stride), : -(-width // stride)]
        middles.append((np.stack([x.ravel(), y.ravel()], 1) + np.float32(0.5)) * stride)
        strides_of.append(np.full(x.size, stride, np.float32))
    return np.concatenate(middles).astype(np.float32), np.concatenate(strides_of)


def decode(
    distances: np.ndarray, logits: np.ndarray, shape: tuple[int, int], floor: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the boxes xyxy (m, 4), scores and classes (m,) of the cells that are `sure`, in their order.

    `distances` (4·BINS, n) are logits over distances to the left, top, right and bottom, in strides; their
    mean is the distance (distribution focal loss, Li et al., 2020). `logits` (classes, n) are one per class.
    """
    best, chosen = logits.max(0), sure(logits, floor)
    middles, stride = (part[chosen] for part in cells(*shape))
    spread = distances[:, chosen].reshape(4, BINS, -1).astype(np.float32)
    weight = np.exp(spread - spread.max(1, keepdims=True))
    ltrb = (weight * np.arange(BINS, dtype=np.float32)[:, None]).sum(1) / weight.sum(1) * stride  # (4, m)
    xyxy = np.concatenate([middles - ltrb[:2].T, middles + ltrb[2:].T], 1)
    return xyxy, 1 / (1 + np.exp(-best[chosen])), logits[:, chosen].argmax(0)
