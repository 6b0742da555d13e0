"""Photos that wait on the device: decoded once, kept as bytes, cut and mirrored there, a batch at a time."""

import json
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import Tensor
from torch.nn import functional as F

SUFFIXES = {".png", ".jpg", ".jpeg", ".webp"}
Change = Callable[[np.ndarray], np.ndarray]


def decode(paths: Sequence[Path], change: Change = np.asarray) -> list[np.ndarray]:
    """Return photos (H, W, 3) uint8 in the order of `paths`, each put through `change`."""

    def one(path: Path) -> np.ndarray:
        with Image.open(path) as photo:
            return change(np.array(photo.convert("RGB")))

    with ThreadPoolExecutor(min(8, os.cpu_count() or 1)) as pool:
        return list(pool.map(one, paths))


def everyday(data: Path, split: str, limit: int | None = None) -> list[Path]:
    """Return the files of a split ("train", "val", "test") of everyday_photos in `data`, in order."""
    folder = data / "everyday_photos"
    images = json.loads((folder / "labels.json").read_text(encoding="utf8"))["images"]
    return [folder / image["file"] for image in images if image["split"] == split][:limit]


def shrunk(longest: int) -> Change:
    """Return what makes a photo's longer side `longest` pixels, smoothly, if it is longer."""

    def change(photo: np.ndarray) -> np.ndarray:
        height, width = photo.shape[:2]
        factor = longest / max(height, width)
        if factor >= 1:
            return photo
        size = max(1, round(width * factor)), max(1, round(height * factor))
        return np.asarray(Image.fromarray(photo).resize(size, Image.Resampling.LANCZOS))

    return change


class Photos:
    """Photos of any sizes, one behind the other as one long row of pixels (P, 3) uint8 on the device."""

    def __init__(self, photos: Sequence[np.ndarray], device: torch.device) -> None:
        """Take over photos (H, W, 3) uint8."""
        sizes = torch.tensor([photo.shape[:2] for photo in photos])
        counts = sizes.prod(1)
        self.pixels = torch.from_numpy(np.concatenate([photo.reshape(-1, 3) for photo in photos])).to(device)
        self.starts = (counts.cumsum(0) - counts).to(device)
        self.heights, self.widths = sizes.to(device).unbind(1)
        self.device = device

    def __len__(self) -> int:
        """Return how many photos there are."""
        return len(self.starts)

    def corners(self, ids: Tensor, height: int, width: int) -> tuple[Tensor, Tensor]:
        """Return top and left (B,) of windows by chance in photos `ids` (B,), none of them smaller."""
        chance = torch.rand(2, len(ids), device=self.device)
        tops = (chance[0] * (self.heights[ids] - height + 1)).long()
        return tops, (chance[1] * (self.widths[ids] - width + 1)).long()

    def windows(self, ids: Tensor, tops: Tensor, lefts: Tensor, height: int, width: int) -> Tensor:
        """Return windows (B, height, width, 3) uint8, pixel for pixel."""
        rows = tops[:, None] + torch.arange(height, device=self.device)
        columns = lefts[:, None] + torch.arange(width, device=self.device)
        places = (self.starts[ids, None] + rows * self.widths[ids, None])[:, :, None] + columns[:, None]
        return self.pixels[places]

    def whole(self, at: int) -> Tensor:
        """Return photo number `at` (H, W, 3) uint8."""
        height, width = int(self.heights[at]), int(self.widths[at])
        start = int(self.starts[at])
        return self.pixels[start : start + height * width].view(height, width, 3)


def picture(windows: Tensor) -> Tensor:
    """Return windows (B, H, W, 3) uint8 as (B, 3, H, W) float32 in 0..1, channels last in memory."""
    return windows.permute(0, 3, 1, 2).float() / 255


def turned(*batches: Tensor) -> tuple[Tensor, ...]:
    """Return batches (B, H, W, 3) mirrored by chance, photo by photo, and laid on their side, all or none.

    What belongs together is turned alike: large and small versions of the same windows.
    """
    count, device = len(batches[0]), batches[0].device
    flips = torch.rand(2, count, 1, 1, 1, device=device) < 0.5
    on_side = bool(torch.rand(()) < 0.5)

    def one(batch: Tensor) -> Tensor:
        batch = torch.where(flips[0], batch.flip(1), batch)
        batch = torch.where(flips[1], batch.flip(2), batch)
        return batch.transpose(1, 2) if on_side else batch

    return tuple(one(batch) for batch in batches)


def scaled_windows(photos: Tensor, sizes: Tensor, side: int, smallest: float) -> Tensor:
    """Return about square windows (B, 3, side, side) in 0..1 of photos (B, S, S, 3) uint8, some mirrored.

    A photo lies in the top left corner of its square, `sizes` (B, 2) high and wide; a window takes from
    `smallest` to all of its area, a little stretched by chance.
    """
    count, device, edge = len(photos), photos.device, photos.shape[1]
    chance = torch.rand(5, count, device=device)
    middle = sizes.float().prod(1).sqrt()
    scale = (smallest + (1 - smallest) * chance[0]).sqrt() * middle
    stretch = ((chance[1] - 0.5) * 0.5).exp()
    tall, wide = torch.minimum(scale * stretch, sizes[:, 0]), torch.minimum(scale / stretch, sizes[:, 1])
    top, left = chance[2] * (sizes[:, 0] - tall), chance[3] * (sizes[:, 1] - wide)
    steps = (torch.arange(side, device=device) + 0.5) / side
    rows = top[:, None] + tall[:, None] * steps
    columns = left[:, None] + wide[:, None] * torch.where(chance[4, :, None] < 0.5, steps, 1 - steps)
    grid = torch.stack(torch.broadcast_tensors(columns[:, None], rows[:, :, None]), 3) * (2 / edge) - 1
    return F.grid_sample(picture(photos), grid, padding_mode="border", align_corners=False)


def squares(photos: Sequence[np.ndarray], side: int, device: torch.device) -> tuple[Tensor, Tensor]:
    """Return photos, none longer than `side`, in squares (N, side, side, 3) uint8 and their sizes (N, 2)."""
    made = np.zeros((len(photos), side, side, 3), np.uint8)
    for square, photo in zip(made, photos, strict=True):
        square[: photo.shape[0], : photo.shape[1]] = photo
    sizes = torch.tensor([photo.shape[:2] for photo in photos])
    return torch.from_numpy(made).to(device), sizes.to(device)
