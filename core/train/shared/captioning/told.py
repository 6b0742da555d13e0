"""Photos with sentences, and what EfficientNet-Lite0 sees in them: read once, seen in many views."""

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import Tensor
from torch.nn import functional as F

from core.captioning.words import tokenise
from core.shared.efficientnet_lite import EfficientNetLite
from core.train.shared.features import lite0
from core.train.shared.training import autocast

STORED, SIDE = 256, 224
"""pixels along a side: photos are kept at the first, the network sees the second; both pressed to a square"""
FOLDERS = ("everyday_photos", "captions_flickr8k")


@dataclass(frozen=True)
class Told:
    """N photos with what people said of them: `sentences[n]` are the words of a photo's sentences."""

    photos: Tensor
    """(N, 3, STORED, STORED) uint8"""
    sentences: tuple[tuple[tuple[str, ...], ...], ...]
    folders: tuple[str, ...]
    """where each photo is from"""

    def part(self, keep: np.ndarray) -> "Told":
        """Return the photos for which `keep` (N,) is true."""
        sentences = tuple(s for s, k in zip(self.sentences, keep, strict=True) if k)
        folders = tuple(f for f, k in zip(self.folders, keep, strict=True) if k)
        return Told(self.photos[torch.from_numpy(keep)], sentences, folders)


def entries(data: Path) -> list[tuple[str, str, str, list[str]]]:
    """Return folder, file, split and sentences of every photo that has sentences."""
    images = json.loads((data / FOLDERS[0] / "labels.json").read_text(encoding="utf8"))["images"]
    found = [(FOLDERS[0], i["file"], i["split"], i["captions"]) for i in images if i.get("captions")]
    more = json.loads((data / FOLDERS[1] / "captions.json").read_text(encoding="utf8"))
    return found + [(FOLDERS[1], file, e["split"], e["captions"]) for file, e in more.items()]


def read_photo(path: Path) -> np.ndarray:
    """Return a photo pressed to (STORED, STORED, 3) uint8."""
    with Image.open(path) as image:
        return np.asarray(image.convert("RGB").resize((STORED, STORED), Image.Resampling.BILINEAR))


def load(data: Path, every: int = 1) -> dict[str, Told]:
    """Return "train", "val" and "test", of each `every`-th photo; sentences without words are left out."""
    rows = entries(data)[::every]
    with ThreadPoolExecutor() as pool:
        photos = np.stack(list(pool.map(lambda row: read_photo(data / row[0] / row[1]), rows)))
    sentences = [tuple(tuple(w) for s in row[3] if (w := tokenise(s))) for row in rows]
    told = Told(torch.from_numpy(photos).permute(0, 3, 1, 2), tuple(sentences), tuple(r[0] for r in rows))
    some, splits = np.array([bool(s) for s in sentences]), np.array([row[2] for row in rows])
    return {split: told.part(some & (splits == split)) for split in ("train", "val", "test")}


def made_up(count: int, seed: int) -> Told:
    """Return dark and bright photos with sentences that say so: enough to run every line of the script."""
    rng = np.random.default_rng(seed)
    bright = rng.integers(0, 2, count)
    photos = rng.integers(0, 60, (count, 3, STORED, STORED)) + 180 * bright[:, None, None, None]
    said = [("a", ("dark", "bright")[b], "photo", "of", "a", ("man", "dog")[b]) for b in bright]
    sentences = tuple((words, ("the", *words[1:]), (*words, "here")) for words in said)
    return Told(torch.from_numpy(photos.astype(np.uint8)), sentences, (FOLDERS[0],) * count)


def backbone(path: Path | None, device: torch.device) -> EfficientNetLite:
    """Return the frozen Lite0 with the weights of a file, or in a folder; untrained for None."""
    net = lite0(path) if path else EfficientNetLite()
    return net.eval().requires_grad_(False).to(device, memory_format=torch.channels_last)


def view(photos: Tensor, kind: int) -> Tensor:
    """Return photos (B, 3, S, S) uint8 as Lite0 wants them: 0 plain, 1 mirrored, above by chance.

    By chance: a window of 70 to 100 % along each side, mirrored half of the time, brighter or darker, more or
    less contrast.
    """
    count, device = len(photos), photos.device
    x = (photos.float() - 127) / 128
    zoom, shift = torch.ones(2, count, device=device), torch.zeros(2, count, device=device)
    if kind > 1:
        zoom = 1 - 0.3 * torch.rand(2, count, device=device)
        shift = (1 - zoom) * (2 * torch.rand(2, count, device=device) - 1)
        gain, lift = (torch.rand(2, count, 1, 1, 1, device=device) * 0.5 - 0.25).unbind(0)
        x = (x * (1 + gain) + lift).clamp(-1, 1)
    mirror = torch.randint(0, 2, (count,), device=device) if kind > 1 else torch.tensor(kind, device=device)
    zero = torch.zeros(count, device=device)
    wide = torch.stack([zoom[0] * (1 - 2 * mirror), zero, shift[0]], 1)
    tall = torch.stack([zero, zoom[1], shift[1]], 1)
    grid = F.affine_grid(torch.stack([wide, tall], 1), [count, 3, SIDE, SIDE], align_corners=False)
    return F.grid_sample(x, grid, padding_mode="reflection", align_corners=False)


@torch.no_grad()
def seen(
    net: EfficientNetLite, photos: Tensor, kinds: Sequence[int], device: torch.device, batch: int = 64
) -> Tensor:
    """Return what Lite0 sees in each view of photos (N, 3, S, S): (views, N, 49, 1280) bfloat16."""
    photos = photos.to(device)
    bank = torch.empty(len(kinds), len(photos), 49, 1280, dtype=torch.bfloat16, device=device)
    for place, kind in enumerate(kinds):
        for at in range(0, len(photos), batch):
            x = view(photos[at : at + batch], kind).contiguous(memory_format=torch.channels_last)
            with autocast(device):
                maps = net.features(x)  # (B, 1280, 7, 7)
            bank[place, at : at + batch] = maps.flatten(2).transpose(1, 2)
    return bank
