"""Real photos with boxes, and the square views of them that a detector learns from."""

import json
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

SIDE = 320
"""pixels of a view"""
LEAST_BOXES = 100
"""training boxes that a class needs to be learnt"""
LEAST_SEEN, LEAST_SIDE = 0.35, 3.0
"""share of a thing, and pixels of a view, of which less is not asked for"""


@dataclass(frozen=True)
class Photo:
    """A picture's file, its source and split, its size wh, its boxes xyxy (n, 4) and classes (n,)."""

    file: Path
    source: str
    split: str
    wh: tuple[int, int]
    xyxy: np.ndarray
    class_ids: np.ndarray

    def rgb(self) -> np.ndarray:
        """Return the picture (H, W, 3) uint8."""
        return np.asarray(Image.open(self.file).convert("RGB"))


@dataclass(frozen=True)
class Album:
    """Photos, what their classes are called, and which classes are boxed in every photo: `voc` (classes,).

    In the others' photos of VOC a thing of another class may stand without a box.
    """

    photos: list[Photo]
    names: tuple[str, ...]
    voc: np.ndarray

    def of(self, split: str, source: str | None = None) -> list[Photo]:
        """Return the photos of a split, and of a source only if one is named."""
        return [p for p in self.photos if p.split == split and source in (None, p.source)]


def read(folder: Path, least: int = LEAST_BOXES) -> Album:
    """Return the photos of a folder with a labels.json; classes with few training boxes are left out."""
    listed = json.loads((folder / "labels.json").read_text(encoding="utf8"))
    boxes = [row[4] for e in listed["images"] if e["split"] == "train" for row in e["boxes"]]
    counts = np.bincount(boxes, minlength=len(listed["classes"]))
    known = np.flatnonzero(counts >= least)
    own = {old: new for new, old in enumerate(known.tolist())}
    photos = []
    for entry in listed["images"]:
        rows = np.array([row for row in entry["boxes"] if row[4] in own], np.float32).reshape(-1, 5)
        ids = np.array([own[int(c)] for c in rows[:, 4]], np.int64)
        wh = entry["width"], entry["height"]
        photos.append(
            Photo(folder / entry["file"], entry["source"], entry["split"], wh, rows[:, :4].copy(), ids)
        )
    names = tuple(listed["classes"][c] for c in known)
    return Album(photos, names, np.isin(known, listed["voc_classes"]))


def turn(photo: Photo, rng: np.random.Generator) -> np.ndarray:
    """Return what leads from a photo to a view of it, (2, 3): cut, zoomed, at times mirrored.

    The shape lies between the photo as it is and the photo squeezed to a square: detectors are shown both.
    """
    wh = np.array(photo.wh, float)
    squeezed = rng.random()
    window = wh**squeezed * wh.max() ** (1 - squeezed) * np.exp(rng.uniform(-0.12, 0.12, 2))
    window /= np.exp(rng.uniform(np.log(0.9), np.log(2.0)))
    free = wh - window  # below zero the view reaches beyond the photo
    corner = np.where(free > 0, rng.random(2) * free, free * (1 - rng.random(2)))
    scale = SIDE / window
    matrix = np.array([[scale[0], 0, -corner[0] * scale[0]], [0, scale[1], -corner[1] * scale[1]]])
    if rng.random() < 0.5:
        matrix[0] = [-matrix[0, 0], 0, SIDE - matrix[0, 2]]
    return matrix


def boxes_in(photo: Photo, matrix: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the boxes xyxy (n, 4) in a view's pixels and their classes (n,), without what is cut away."""
    xyxy = photo.xyxy * matrix[[0, 1, 0, 1], [0, 1, 0, 1]] + matrix[[0, 1, 0, 1], 2]
    if matrix[0, 0] < 0:
        xyxy = xyxy[:, [2, 1, 0, 3]]
    cut = np.clip(xyxy, 0, SIDE)
    before, after = (np.maximum(b[:, 2:] - b[:, :2], 1e-6) for b in (xyxy, cut))
    seen = (after.prod(1) > LEAST_SEEN * before.prod(1)) & (after.min(1) > LEAST_SIDE)
    return cut[seen].astype(np.float32), photo.class_ids[seen]


def view(photo: Photo, matrix: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Return a view (SIDE, SIDE, 3) uint8 in slightly other light and colours, grey beyond the photo."""
    large = abs(matrix[0, 0]) < 1
    rgb = cv2.warpAffine(
        photo.rgb(),
        matrix,
        (SIDE, SIDE),
        flags=cv2.INTER_AREA if large else cv2.INTER_LINEAR,
        borderValue=(114, 114, 114),
    )
    x = rgb.astype(np.float32)
    grey = x.mean(2, keepdims=True)
    x = (grey + (x - grey) * rng.uniform(0.6, 1.4)) * rng.uniform(0.7, 1.3) + rng.uniform(-20, 20)
    return np.clip(x * rng.uniform(0.94, 1.06, 3), 0, 255).astype(np.uint8)


def shares(photos: list[Photo], classes: int) -> np.ndarray:
    """Return how often each photo is shown, (n,), in all 1: more if it shows something rare (Gupta, 2019)."""
    with_it = np.zeros(classes)
    for photo in photos:
        with_it[np.unique(photo.class_ids)] += 1
    factor = np.sqrt(0.1 * len(photos) / np.maximum(with_it, 1)).clip(1, 3)
    each = np.array([factor[p.class_ids].max(initial=0.5) for p in photos])
    return each / each.sum()
