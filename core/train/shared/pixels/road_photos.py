"""CamVid's road scenes."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import numpy as np
from PIL import Image

LABELS = (
    *("sky", "building", "pole", "road", "pavement", "tree", "sign", "fence", "car"),
    *("pedestrian", "cyclist"),
)
VOID = len(LABELS)
TRAFFIC = (
    *("bicycle", "car", "motorcycle", "bus", "train", "truck", "traffic light", "fire hydrant", "stop sign"),
    "parking meter",
)
"""a photo with a box of one of these may show a road"""


class Road(NamedTuple):
    """A photo (H, W, 3) uint8, its classes (H, W) uint8, VOID where nobody knows, and its drive."""

    rgb: np.ndarray
    truth: np.ndarray
    drive: str


def read(folder: Path, part: str) -> list[Road]:
    """Return the photos of one part of CamVid's split: train, val or test."""
    files = sorted((folder / part).glob("*.jpg"))
    with ThreadPoolExecutor(8) as pool:
        photos = list(pool.map(rgb_of, files))
        truths = list(pool.map(labels_of, (folder / f"{part}annot" / f"{file.stem}.png" for file in files)))
    drives = [file.stem.partition("_")[0] for file in files]
    return [Road(*facts) for facts in zip(photos, truths, drives, strict=True)]


def rgb_of(file: Path) -> np.ndarray:
    """Return a photo as (H, W, 3) uint8."""
    return np.asarray(Image.open(file).convert("RGB"))


def labels_of(file: Path) -> np.ndarray:
    """Return a map of labels as (H, W) uint8."""
    return np.asarray(Image.open(file))
