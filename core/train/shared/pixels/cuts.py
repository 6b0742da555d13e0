"""Photos with a label a pixel, all on the device, and random views that are cut there, a batch at a time."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

SPOTS = 64
"""places kept of each class of a photo, to cut views around"""
ENOUGH = 20
"""pixels that a class needs to count as being in a photo"""


@dataclass(frozen=True)
class Photos:
    """Photos in one square or oblong store, the smaller ones in its upper left corner.

    `rgb` (N, 3, H, W) uint8, `truth` (N, H, W) uint8 labels, `size` (N, 2) height and width of each photo,
    `spots` (N, classes, SPOTS, 2) places y, x of each class, `holding` (classes, N) the photos that have a
    class first, `counts` (classes,) how many those are.
    """

    rgb: Tensor
    truth: Tensor
    size: Tensor
    spots: Tensor
    holding: Tensor
    counts: Tensor
    unknown: int

    @classmethod
    def of(
        cls,
        pairs: Sequence[tuple[np.ndarray, np.ndarray]],
        classes: int,
        unknown: int,
        device: torch.device,
        multiple: int = 32,
    ) -> "Photos":
        """Gather (H, W, 3) and (H, W), uint8; labels below `classes` are classes, `unknown` is beyond."""
        size = np.array([truth.shape for _, truth in pairs])
        height, width = (-(-n // multiple) * multiple for n in size.max(0))
        rgb = torch.zeros(len(pairs), 3, height, width, dtype=torch.uint8)
        truth = torch.full((len(pairs), height, width), unknown, dtype=torch.uint8)
        spots = torch.zeros(len(pairs), classes, SPOTS, 2, dtype=torch.int16)
        here = torch.zeros(len(pairs), classes, dtype=torch.bool)
        rng = np.random.default_rng(0)
        for i, (photo, labels) in enumerate(pairs):
            h, w = labels.shape
            edges = np.pad(photo, ((0, height - h), (0, width - w), (0, 0)), mode="edge")
            rgb[i], truth[i, :h, :w] = torch.from_numpy(edges).permute(2, 0, 1), torch.tensor(labels)
            for c in np.unique(labels[labels < classes]):
                places = np.argwhere(labels == c)
                here[i, c] = len(places) >= ENOUGH
                spots[i, c] = torch.from_numpy(places[rng.integers(len(places), size=SPOTS)])
        holding = torch.argsort(~here.T, dim=1, stable=True)
        whole = (rgb, truth, torch.tensor(size, dtype=torch.float32), spots, holding, here.sum(0))
        return cls(*(t.to(device) for t in whole), unknown)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.rgb)


@dataclass(frozen=True)
class Cut:
    """How views are cut: w × h pixels of photos scaled by a factor in `scale`, turned by `turn` radians.

    A share `rare` of them lies around a pixel of a class drawn by lot, so that rare ones are seen.
    """

    wh: tuple[int, int]
    scale: tuple[float, float]
    rare: float = 0.4
    turn: float = 0.1
    stretch: float = 0.1


def _uniform(low: float, high: float, *shape: int, device: torch.device) -> Tensor:
    return torch.empty(*shape, device=device).uniform_(low, high)


def views(photos: Photos, cut: Cut, count: int) -> tuple[Tensor, Tensor]:
    """Return views (count, 3, h, w) in 0..1 and their labels (count, h, w), unknown beyond the photo."""
    where, (w, h) = photos.rgb.device, cut.wh
    which = torch.randint(len(photos), (count,), device=where)
    rare = torch.rand(count, device=where) < cut.rare
    which, spot = _spots(photos, which, rare)
    size = photos.size[which]  # (B, 2): y, x
    scale = _uniform(np.log(cut.scale[0]), np.log(cut.scale[1]), count, 1, device=where).exp()
    stretch = _uniform(-cut.stretch, cut.stretch, count, 1, device=where).exp()
    scale = torch.cat([scale * stretch, scale / stretch], 1)
    half = torch.tensor([h, w], device=where) / 2 / scale
    low, high = torch.minimum(half, size - half), torch.maximum(half, size - half)
    middle = low + (high - low) * torch.rand(count, 2, device=where)
    around = spot + half * _uniform(-0.6, 0.6, count, 2, device=where)
    middle = torch.where(rare[:, None], around.clamp(low, high), middle)
    turn = _uniform(-cut.turn, cut.turn, count, device=where)
    mirror = 1 - 2.0 * torch.randint(2, (count,), device=where)
    places = _places(h, w, middle, scale, turn, mirror)  # (B, h, w, 2)
    return _look(photos, which, places)


def _spots(photos: Photos, which: Tensor, rare: Tensor) -> tuple[Tensor, Tensor]:
    """Return photos (B,) to cut from, those for `rare` drawn by class, and a place y, x (B, 2) in each."""
    count, where = len(which), which.device
    chosen = torch.multinomial((photos.counts > 0).float() + 1e-9, count, replacement=True)
    pick = (torch.rand(count, device=where) * photos.counts[chosen].clamp_min(1)).long()
    which = torch.where(rare, photos.holding[chosen, pick], which)
    spot = photos.spots[which, chosen, torch.randint(SPOTS, (count,), device=where)]
    return which, spot.float()


def _places(h: int, w: int, middle: Tensor, scale: Tensor, turn: Tensor, mirror: Tensor) -> Tensor:
    """Return for each pixel of the views its place x, y (B, h, w, 2) in the photos, pixels count from 0."""
    y = torch.arange(h, device=middle.device) - (h - 1) / 2
    x = torch.arange(w, device=middle.device) - (w - 1) / 2
    x, y = x[None, None, :] * mirror[:, None, None], y[None, :, None]
    cos, sin = (f(turn)[:, None, None] for f in (torch.cos, torch.sin))
    across, down = (x * cos - y * sin), (x * sin + y * cos)
    (sy, sx), (my, mx) = (part.T[..., None, None] for part in (scale, middle))
    return torch.stack([across / sx + mx - 0.5, down / sy + my - 0.5], -1)


def _look(photos: Photos, which: Tensor, places: Tensor) -> tuple[Tensor, Tensor]:
    edge = photos.size[which].flip(1)[:, None, None] - 1  # (B, 1, 1, 2): last x, last y
    inside = ((places > -0.5) & (places < edge + 0.5)).all(-1)
    near = torch.minimum(places.clamp_min(0), edge)
    whole = near.new_tensor([photos.rgb.shape[3], photos.rgb.shape[2]])
    grid = (2 * near + 1) / whole - 1
    rgb = F.grid_sample(photos.rgb[which].float(), grid, padding_mode="border", align_corners=False) / 255
    x, y = near.round().long().unbind(-1)
    truth = photos.truth[which[:, None, None], y, x].long()
    return rgb, torch.where(inside, truth, photos.unknown)


def recolour(x: Tensor) -> Tensor:
    """Return photos (B, 3, h, w) in 0..1 of changed light, contrast, colour, sharpness, and some noise."""
    count, where = len(x), x.device

    def one(low: float, high: float, channels: int = 1) -> Tensor:
        return _uniform(low, high, count, channels, 1, 1, device=where)

    blurred = F.avg_pool2d(F.pad(x, (1, 1, 1, 1), mode="replicate"), 3, 1)
    x = x + one(-0.4, 0.9) * (blurred - x)
    grey = x.mean(1, keepdim=True)
    x = (x - grey) * one(0.4, 1.5) + grey
    middle = x.mean((1, 2, 3), keepdim=True)
    x = ((x - middle) * one(0.7, 1.35) + middle) * one(0.9, 1.1, 3) + one(-0.15, 0.15)
    x = x.clamp(1e-3, 1) ** one(-0.35, 0.35).exp()
    return (x + one(-0.03, 0.04).clamp_min(0) * torch.randn_like(x)).clamp(0, 1)
