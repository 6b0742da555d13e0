"""Pairs of large and small photos for the enlarging networks, and how these are measured."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor, nn

from core.super_resolution import quality, resize
from core.train.shared.pictures.photos import SUFFIXES, Photos, decode, everyday, turned

SHRINK = 0.625
"""everyday photos are made smaller by this, which hides that they were compressed"""
DATA = (
    "T91 and BSDS500's training photos (research and education); photos of COCO val2017 and VOC 2012 "
    "at 0.625 of their size (Flickr, under their own terms)"
)


class Sharp(NamedTuple):
    """Files of photos without visible compression: BSDS is held out in part, T91 is for learning."""

    learn: list[Path]
    val: list[Path]
    test: list[Path]


def sharp(data: Path) -> Sharp:
    """Return the split of sharp_photos in `data`: every tenth photo of BSDS is tested on, 10 choose."""
    paths = sorted(path for path in (data / "sharp_photos").iterdir() if path.suffix in SUFFIXES)
    bsds = [path for path in paths if path.stem.startswith("bsds")]
    test, val = bsds[::10], bsds[7::15]
    return Sharp([path for path in paths if path not in test and path not in val], val, test)


def less(photo: np.ndarray) -> np.ndarray:
    """Return a photo at `SHRINK` of its size."""
    return resize.bicubic(photo, *(round(side * SHRINK) for side in photo.shape[:2]))


class Pairs:
    """Photos on the device and what is left of them at 1 / scale: windows of both that show the same."""

    def __init__(self, photos: Sequence[np.ndarray], scale: int, side: int, device: torch.device) -> None:
        """Take the photos whose sides reach `side`, the edge of a small window times `scale`."""
        fitting = [resize.cut_to(photo, scale) for photo in photos if min(photo.shape[:2]) >= side * scale]
        self.scale, self.side = scale, side
        self.large = Photos(fitting, device)
        self.small = Photos([resize.downscale(photo, scale) for photo in fitting], device)

    def draw(self, count: int) -> tuple[Tensor, Tensor]:
        """Return small and large windows (B, side, side, 3), (B, scale·side, ...) uint8 by chance."""
        ids = torch.randint(len(self.small), (count,), device=self.small.device)
        tops, lefts = self.small.corners(ids, self.side, self.side)
        small = self.small.windows(ids, tops, lefts, self.side, self.side)
        edge = self.side * self.scale
        return small, self.large.windows(ids, tops * self.scale, lefts * self.scale, edge, edge)


class Material:
    """What a step learns from: half of it sharp photos, half everyday ones."""

    def __init__(self, data: Path, scale: int, side: int, device: torch.device, limit: int | None = None):
        """Decode everything once; `limit` takes only so many everyday photos, to try a script out."""
        self.split = sharp(data)
        extra = decode(everyday(data, "train", limit), less)
        kinds = (decode(self.split.learn[:limit]), extra)
        self.kinds = [Pairs(photos, scale, side, device) for photos in kinds]
        self.counts = tuple(len(pairs.small) for pairs in self.kinds)

    def draw(self, count: int) -> tuple[Tensor, Tensor]:
        """Return small and large windows uint8, mirrored and turned by chance."""
        drawn = [pairs.draw(count // 2) for pairs in self.kinds]
        small, large = (torch.cat(parts) for parts in zip(*drawn, strict=True))
        return turned(small, large)


@torch.inference_mode()
def enlarge(net: nn.Module, small: np.ndarray) -> np.ndarray:
    """Return what a network makes of a photo (H, W, 3) uint8, uint8 again."""
    device = next(net.parameters()).device
    x = torch.from_numpy(small).to(device).permute(2, 0, 1)[None].float() / 255
    made = (net(x)[0].clamp(0, 1) * 255).round().byte()
    return made.permute(1, 2, 0).cpu().numpy()


@dataclass(frozen=True)
class Tested:
    """True photos (H, W, 3) uint8, what is left of them, and what bicubic enlarging makes of that."""

    scale: int
    truth: list[np.ndarray]
    small: list[np.ndarray]
    bicubic: list[np.ndarray]

    def scores(self, made: list[np.ndarray]) -> dict[str, float]:
        """Return mean PSNR in dB and SSIM of the luminance, without a border as wide as the factor."""
        pairs = list(zip(self.truth, made, strict=True))
        return {
            "psnr": round(float(np.mean([quality.psnr(a, b, self.scale) for a, b in pairs])), 3),
            "ssim": round(float(np.mean([quality.ssim(a, b, self.scale) for a, b in pairs])), 4),
        }

    def psnr_of(self, net: nn.Module) -> float:
        """Return the mean PSNR in dB of what a network paints."""
        made = [enlarge(net, small) for small in self.small]
        return float(np.mean([quality.psnr(a, b, self.scale) for a, b in zip(self.truth, made, strict=True)]))


def to_test(paths: Sequence[Path], scale: int) -> Tested:
    """Return photos to measure an enlargement of `scale` times on."""
    truth = decode(paths, lambda photo: resize.cut_to(photo, scale))
    small = [resize.downscale(photo, scale) for photo in truth]
    return Tested(scale, truth, small, [resize.upscale(photo, scale) for photo in small])


def made_up(count: int = 4) -> Path:
    """Write photos of coloured stripes as if they were the data; return the folder, which goes at the end."""
    import atexit
    import json
    import shutil
    import tempfile

    from PIL import Image

    data = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, data, ignore_errors=True)
    y, x = np.mgrid[:112, :128]
    images = []
    for folder in ("sharp_photos", "everyday_photos"):
        (data / folder).mkdir(parents=True, exist_ok=True)
    for i in range(3 * count):
        wave = np.stack([np.sin(x / (3 + i)), np.cos(y / (4 + i)), np.sin((x + y) / (5 + i))], 2)
        photo = Image.fromarray((wave * 100 + 128).astype(np.uint8))
        photo.save(data / "sharp_photos" / f"{'t91' if i < count else 'bsds'}_{i}.png")
        split = ("train", "val", "test")[i % 3]
        photo.save(data / "everyday_photos" / f"{i}.webp")
        images.append({"file": f"{i}.webp", "split": split, "width": 128, "height": 112, "boxes": []})
    labels = json.dumps({"images": images})
    (data / "everyday_photos" / "labels.json").write_text(labels, encoding="utf8")
    return data
