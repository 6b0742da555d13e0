"""Find things one by one, each with a mask of its own: YOLO's way and Mask R-CNN's."""

import time
from dataclasses import dataclass

import numpy as np

from core.runtime import eager, engine, registry
from core.runtime.registry import Preprocessing
from core.segmentation import views
from core.segmentation.infer import Pixels
from core.shared import yolo

FLOOR = 0.05
"""things with a lower score are never looked at"""
MOST = 60
"""things that are looked at at most, best first"""
MULTIPLE = 32
"""sides of what Mask R-CNN sees"""


@dataclass(frozen=True)
class Instances:
    """Things, best first: masks (n, H, W) of bool, boxes xyxy (n, 4) in pixels, scores and labels (n,)."""

    masks: np.ndarray
    xyxy: np.ndarray
    scores: np.ndarray
    labels: tuple[str, ...]
    network_ms: float = 0.0

    def above(self, score: float) -> "Instances":
        """Return those with a higher score."""
        kept = np.flatnonzero(self.scores > score)
        labels = tuple(self.labels[i] for i in kept)
        return Instances(self.masks[kept], self.xyxy[kept], self.scores[kept], labels, self.network_ms)


def as_pixels(found: Instances) -> Pixels:
    """Return which thing each pixel shows, 1 for the best, 0 for none, and its score; the best wins."""
    ids = np.zeros(found.masks.shape[1:], np.uint8)
    chances = np.ones(ids.shape, np.float32)
    for i in range(len(found.masks))[::-1]:
        ids[found.masks[i]], chances[found.masks[i]] = i + 1, found.scores[i]
    return Pixels(ids[None], chances[None], ("background", *found.labels), found.network_ms)


def find(rgb: np.ndarray, model: str, iou_threshold: float = 0.5) -> Instances:
    """Return the things in a photo (H, W, 3) uint8, after non-maximum suppression within each class.

    Raises: KeyError for a name that is no model; WeightsUnavailable.
    """
    preprocessing = registry.get_spec(model).preprocessing
    return _mask_rcnn(rgb, model, preprocessing) if preprocessing else _yolo(rgb, model, iou_threshold)


def _yolo(rgb: np.ndarray, model: str, iou_threshold: float) -> Instances:
    x, place = yolo.letterbox(rgb)
    answers, milliseconds = engine.predictor(model).timed(x)
    distances, logits, recipes, prototypes = (part[0] for part in answers)
    labels = registry.get_spec(model).labels
    xyxy, scores, class_ids = yolo.decode(distances, logits, x.shape[2:], FLOOR)
    kept = suppress(xyxy, scores, class_ids, iou_threshold)[:MOST]
    recipes = recipes[:, yolo.sure(logits, FLOOR)][:, kept].T
    xyxy, masks = from_prototypes(prototypes, recipes, xyxy[kept], x.shape[2:], place, rgb.shape[:2])
    names = tuple(labels[i] for i in class_ids[kept])
    return Instances(masks, xyxy, scores[kept].astype(np.float32), names, milliseconds)


def suppress(xyxy: np.ndarray, scores: np.ndarray, class_ids: np.ndarray, iou_threshold: float) -> np.ndarray:
    """Return which boxes (n, 4) non-maximum suppression within each class keeps, best first."""
    import torch
    from torchvision.ops import batched_nms

    boxes, s, ids = (torch.from_numpy(np.ascontiguousarray(v)) for v in (xyxy, scores, class_ids))
    return batched_nms(boxes.float(), s.float(), ids, iou_threshold).numpy()


def from_prototypes(
    prototypes: np.ndarray,
    recipes: np.ndarray,
    xyxy: np.ndarray,
    seen: tuple[int, int],
    place: tuple[float, float, int, int],
    shape: tuple[int, int],
) -> tuple[np.ndarray, np.ndarray]:
    """Return boxes (n, 4) and masks (n, H, W) in the photo's pixels (YOLACT, Bolya et al., 2019).

    `prototypes` (32, h/4, w/4) are mixed by each thing's recipe (n, 32); the sum is positive inside, and
    cut off at the box. `xyxy` and `seen` (h, w) are in the network's pixels, `place` is the letterbox's.
    """
    import cv2

    scale_x, scale_y, left, top = place
    height, width = shape
    h, w = (
        min(round(n * s), limit) for n, s, limit in ((height, scale_y, seen[0]), (width, scale_x, seen[1]))
    )
    mixed = np.tensordot(recipes, prototypes, 1)  # (n, h/4, w/4)
    masks = np.zeros((len(recipes), height, width), bool)
    boxes = (xyxy - np.float32([left, top, left, top])) / np.float32([scale_x, scale_y, scale_x, scale_y])
    y, x = np.arange(height)[:, None], np.arange(width)
    for mask, plane, (x0, y0, x1, y1) in zip(masks, mixed, boxes, strict=True):
        whole = cv2.resize(plane, seen[::-1])[top : top + h, left : left + w]
        inside = (x >= x0) & (x < x1) & (y >= y0) & (y < y1)
        mask[:] = (cv2.resize(np.ascontiguousarray(whole), (width, height)) > 0) & inside
    limit = np.float32([width, height, width, height])
    return np.clip(boxes, 0, limit).astype(np.float32), masks


def _mask_rcnn(rgb: np.ndarray, model: str, how: Preprocessing) -> Instances:
    height, width = rgb.shape[:2]
    scale = min(how.resize / min(height, width), how.crop / max(height, width))
    x, (h, w) = views.fit(rgb, round(max(height, width) * scale), MULTIPLE)
    x = (x - np.float32(how.mean)[:, None, None]) / np.float32(how.std)[:, None, None]
    network, labels = registry.load_model(model), registry.get_spec(model).labels
    started = time.perf_counter()
    xyxy, scores, class_ids, small = eager.run(network, x)  # what it does next depends on what it finds
    milliseconds = (time.perf_counter() - started) * 1e3
    kept = np.flatnonzero(scores > FLOOR)[:MOST]
    xyxy = xyxy[kept] * np.float32([width / w, height / h, width / w, height / h])
    xyxy = np.clip(xyxy, 0, np.float32([width, height, width, height]))
    masks = paste(small[kept], xyxy, height, width) > 0.5
    return Instances(masks, xyxy, scores[kept], tuple(labels[i] for i in class_ids[kept]), milliseconds)


def paste(small: np.ndarray, xyxy: np.ndarray, height: int, width: int) -> np.ndarray:
    """Return chances (n, height, width) from those inside each box (n, 28, 28), as torchvision pastes them.

    A ring of zeros lies around each small mask, the box grows with it and is rounded to whole pixels.
    """
    import cv2

    side = small.shape[-1]
    grow = (side + 2) / side
    whole = np.zeros((len(small), height, width), np.float32)
    for out, mask, box in zip(whole, small, xyxy, strict=True):
        middle, half = (box[:2] + box[2:]) / 2, (box[2:] - box[:2]) / 2 * grow
        x0, y0 = (middle - half).astype(np.int64)
        x1, y1 = (middle + half).astype(np.int64)
        w, h = max(int(x1 - x0 + 1), 1), max(int(y1 - y0 + 1), 1)
        large = cv2.resize(np.pad(mask, 1), (w, h))
        left, top, right, bottom = max(x0, 0), max(y0, 0), min(x0 + w, width), min(y0 + h, height)
        out[top:bottom, left:right] = large[top - y0 : bottom - y0, left - x0 : right - x0]
    return whole
