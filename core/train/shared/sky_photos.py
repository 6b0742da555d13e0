"""Photos of skies: read small, and seen through windows by chance."""

import json
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from torch import Tensor

from core.gan.codes import SKY_CLASSES
from core.gan.skies import SIDE

NAMES = ("cloudy", "rain", "shine", "sunrise")
SPARE = 72
"""pixels of a photo's shorter side: a window by chance of it is seen"""
Photos = tuple[list[NDArray[np.uint8]], NDArray[np.int64]]
"""photos (H, W, 3), and their class numbers (N,)"""


def load(folder: Path, splits: tuple[str, ...]) -> Photos:
    """Return the photos of some splits, their shorter side of `SPARE` pixels."""
    entries = json.loads((folder / "labels.json").read_text(encoding="utf8"))
    chosen = {file: entry for file, entry in entries.items() if entry["split"] in splits}
    photos = [small(folder / file) for file in chosen]
    return photos, np.array([NAMES.index(entry["label"]) for entry in chosen.values()])


def small(file: Path) -> NDArray[np.uint8]:
    """Return a photo (H, W, 3) whose shorter side has `SPARE` pixels."""
    with Image.open(file) as image:
        scale = SPARE / min(image.size)
        size = [max(SPARE, round(length * scale)) for length in image.size]
        return np.asarray(image.convert("RGB").resize(size, Image.Resampling.LANCZOS))


def made_up(count: int) -> Photos:
    """Return grey noise whose brightness tells its class."""
    kinds = np.arange(count) % SKY_CLASSES
    random = np.random.default_rng(count)
    noise = random.integers(0, 60, (count, SPARE, SPARE, 3))
    return list((noise + 60 * kinds[:, None, None, None]).astype(np.uint8)), kinds


class Windows:
    """Windows 64×64 by chance of photos by chance, each class as likely."""

    def __init__(self, photos: Photos, seed: int) -> None:
        """Take over the photos, at least one of each class."""
        self.photos, kinds = photos
        self.members = [np.flatnonzero(kinds == kind) for kind in range(SKY_CLASSES)]
        self.random = np.random.default_rng(seed)

    def next(self, count: int) -> tuple[Tensor, Tensor]:
        """Return windows (count, 3, 64, 64) in 0..1, every other one mirrored, and class numbers (count,)."""
        kinds = self.random.permutation(np.arange(count) % SKY_CLASSES)
        seen = np.stack([self._window(self.photos[self.random.choice(self.members[k])]) for k in kinds])
        return torch.from_numpy(seen).permute(0, 3, 1, 2).float() / 255, torch.from_numpy(kinds)

    def _window(self, photo: NDArray[np.uint8]) -> NDArray[np.uint8]:
        y, x = (self.random.integers(0, length - SIDE + 1) for length in photo.shape[:2])
        cut = photo[y : y + SIDE, x : x + SIDE]
        return cut[:, ::-1] if self.random.random() < 0.5 else cut
