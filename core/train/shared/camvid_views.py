"""CamVid's road scenes, and the random views of them that a network learns from."""

import math
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import torch
from PIL import Image
from torch import Tensor

LABELS = (
    *("sky", "building", "pole", "road", "pavement", "tree", "sign", "fence", "car"),
    *("pedestrian", "cyclist"),
)
VOID = len(LABELS)


@dataclass(frozen=True)
class Phase:
    """A part of the training: views of w × h pixels, cut from photos scaled by a factor in `scale`."""

    begin: float
    wh: tuple[int, int]
    scale: tuple[float, float]


@dataclass(frozen=True)
class Photos:
    """Photos (N, H, W, 3) uint8 and their classes (N, H, W) uint8, VOID where nobody knows.

    `drives` (N,) names the drive on which each was taken, empty where there is none.
    """

    rgb: np.ndarray
    classes: np.ndarray
    drives: tuple[str, ...] = ()


def read(data: Path, part: str) -> Photos:
    """Return the photos of one part of the split: train, val or test."""
    files = sorted((data / part).glob("*.jpg"))
    truths = [data / f"{part}annot" / f"{file.stem}.png" for file in files]
    rgb = [np.asarray(Image.open(file).convert("RGB")) for file in files]
    drives = tuple(file.stem[:6] for file in files)
    return Photos(np.stack(rgb), np.stack([np.asarray(Image.open(file)) for file in truths]), drives)


def view(photos: Photos, phase: Phase, rare: float, rng: np.random.Generator) -> tuple:
    """Cut a random view: (h, w, 3) uint8 and its classes (h, w), void beyond the photo's edges.

    A share `rare` of the views lies around a pixel of a class drawn by lot, so that rare ones are seen.
    """
    i, (w, h) = rng.integers(len(photos.rgb)), phase.wh
    rgb, classes = photos.rgb[i], photos.classes[i]
    scale = math.exp(rng.uniform(*np.log(phase.scale)))
    size, half = np.multiply(classes.shape, scale), np.array([h, w]) / 2  # y, x
    middle = rng.uniform(0, size)
    if rng.random() < rare:
        there = np.argwhere(classes == rng.choice(np.setdiff1d(np.unique(classes), VOID)))
        middle = there[rng.integers(len(there))] * scale + rng.uniform(-0.6, 0.6, 2) * half
    y, x = np.where(size > 2 * half, np.clip(middle, half, np.maximum(size - half, half)), size / 2)
    mirror = rng.choice([-1, 1])
    to_view = np.float32([[scale * mirror, 0, w / 2 - x * mirror], [0, scale, h / 2 - y]])
    seen = cv2.warpAffine(rgb, to_view, (w, h), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return seen, cv2.warpAffine(classes, to_view, (w, h), flags=cv2.INTER_NEAREST, borderValue=VOID)


def batch(
    photos: Photos, phase: Phase, count: int, rare: float, rng: np.random.Generator
) -> tuple[Tensor, Tensor]:
    """Return views (B, 3, h, w) in 0..1 of changed light and colour, and their classes (B, h, w)."""
    views = [view(photos, phase, rare, rng) for _ in range(count)]
    x = torch.from_numpy(np.stack([v[0] for v in views])).permute(0, 3, 1, 2).float() / 255
    light, contrast, colour = (
        torch.from_numpy(rng.uniform(a, b, (count, 1, 1, 1)).astype(np.float32))
        for a, b in ((-0.15, 0.15), (0.7, 1.3), (0.5, 1.4))
    )
    grey = x.mean(1, keepdim=True)
    x = ((x - grey) * colour + grey - 0.4) * contrast + 0.4 + light
    return x.clamp(0, 1), torch.from_numpy(np.stack([v[1] for v in views])).long()


def made_up(count: int, rng: np.random.Generator) -> Photos:
    """Return noise with a bright square below a blue sky: enough to run every line of this script."""
    rgb = rng.integers(0, 90, (count, 90, 120, 3)).astype(np.uint8)
    classes = np.full((count, 90, 120), 3, np.uint8)
    rgb[:, :30, :, 2], classes[:, :30] = 250, 0
    rgb[:, 50:80, 40:80, 0], classes[:, 50:80, 40:80] = 250, 8
    classes[:, :, :4] = VOID
    return Photos(rgb, classes)
