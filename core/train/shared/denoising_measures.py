"""What is measured of autoencoders for 28×28 pictures on the test pictures, and written into their cards."""

from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from core.denoising import filters, noise, quality
from core.denoising.networks import BottleneckFamily
from core.denoising.sizes import BOTTLENECKS
from core.runtime import cards

LEVELS = {
    "gaussian": (0.1, 0.2, 0.3, 0.5, 0.8),
    "salt_pepper": (0.05, 0.1, 0.2, 0.4, 0.6),
    "mask": (0.1, 0.3, 0.5, 0.7, 0.9),
    "blur": (0.5, 1.0, 1.5, 2.0, 3.0),
}
MEASURED = 200
"""test pictures that noise and filters are measured on"""
POINTS = 60
"""codes on the map, a class"""
SETS = {
    "garments": (
        "Fashion-MNIST (Zalando Research, MIT licence)",
        {"ko": "28×28 흑백 옷 그림", "en": "grey garments of 28×28 pixels"},
    ),
    "digits": (
        "MNIST (LeCun, Cortes & Burges, CC BY-SA 3.0)",
        {"ko": "28×28 흑백 숫자", "en": "grey digits of 28×28 pixels"},
    ),
}


def small(pictures: Tensor) -> np.ndarray:
    """Return pictures (N, 28, 28) in 0..1 of (N, 1, 28, 28) uint8."""
    return pictures[:, 0].numpy().astype(np.float32) / 255


def through(net: nn.Module, pictures: np.ndarray) -> np.ndarray:
    """Return what the network makes of pictures (N, 28, 28), cut off at 0 and 1: (N, channels, 28, 28)."""
    with torch.inference_mode():
        parts = torch.from_numpy(pictures)[:, None].split(200)
        return torch.cat([net(part) for part in parts]).clamp(0, 1).numpy()


def against_filters(net: nn.Module, clean: np.ndarray) -> dict[str, dict]:
    """Return PSNR and SSIM by kind and level, of the noisy, the network and each filter at its best setting.

    {"gaussian": {"levels": [..], "psnr": {"noisy": [..], "network": [..], ..}, "ssim": ..}, ..}
    """
    found: dict[str, dict] = {}
    for kind, levels in LEVELS.items():
        row: dict[str, Any] = {"levels": list(levels), "psnr": {}, "ssim": {}}
        for level in levels:
            noisy = noise.add(clean, kind, level, seed=0)
            made = {"noisy": noisy, "network": through(net, noisy)[:, 0]}
            made |= {name: filters.best(name, noisy, clean).images for name in filters.FILTERS}
            for name, images in made.items():
                row["psnr"].setdefault(name, []).append(round(float(quality.psnr(clean, images).mean()), 2))
                row["ssim"].setdefault(name, []).append(round(float(quality.ssim(clean, images).mean()), 3))
        found[kind] = row
    return found


def denoiser_facts(net: nn.Module, test: np.ndarray) -> dict[str, Any]:
    """Return what the card of a denoising autoencoder says of its quality."""
    measured = against_filters(net, test[:MEASURED])
    gaussian = measured["gaussian"]
    at = gaussian["levels"].index(0.3)
    return {
        "task": "denoising",
        "metrics": {scale: gaussian[scale]["network"][at] for scale in ("psnr", "ssim")},
        "measured": measured,
    }


def bottleneck_facts(net: BottleneckFamily, test: list[Tensor]) -> dict[str, Any]:
    """Return what the card of a family says: quality by bottleneck, the map, usual errors."""
    clean = small(test[0])
    made = through(net, clean)
    errors = ((made - clean[:, None]) ** 2).mean((2, 3))
    psnr = [round(float(quality.psnr(clean, made[:, i]).mean()), 2) for i in range(len(BOTTLENECKS))]
    with torch.inference_mode():
        flat = net.family["2"].encoder(torch.from_numpy(clean).flatten(1)).numpy()
    points = [flat[np.flatnonzero(test[1].numpy() == c)[:POINTS]] for c in range(10)]
    return {
        "task": "autoencoder",
        "metrics": {"psnr": psnr[BOTTLENECKS.index(32)]},
        "bottlenecks": {"widths": list(BOTTLENECKS), "psnr": psnr},
        "errors": np.round(np.quantile(errors, np.linspace(0, 1, 101), axis=0), 5).T.tolist(),
        "points": np.round(points, 2).tolist(),
    }


def measure(
    name: str, net: nn.Module, learn: list[Tensor], test: list[Tensor], facts: dict[str, Any], out: Path
) -> None:
    """Measure a network on test pictures (N, 1, 28, 28) uint8 with labels (N,); write it with its card."""
    what, subject = name.split("_")
    data, limits = SETS[subject]
    clean = small(test[0])
    own = denoiser_facts(net, clean) if what == "denoiser" else bottleneck_facts(net, test)
    tested = MEASURED if what == "denoiser" else len(test[1])
    own |= facts | {
        "data": data,
        "split": f"{len(learn[1])} to learn, {tested} of {len(test[1])} to test",
        "limits": {
            "ko": f"{limits['ko']}만 알아요. 다른 것을 넣으면 아는 것처럼 바꿔 그려요.",
            "en": f"Knows {limits['en']} only. Anything else is redrawn as what it knows.",
        },
    }
    cards.write(out, name, net.state_dict(), own)
    shown = own["bottlenecks"] if "bottlenecks" in own else own["measured"]
    print(name, shown)
