"""How good generated skies are, as a judge sees them who had no part in the training: EfficientNet-Lite0.

Its features are compared with those of photos nobody learnt from; the bundled weather head on them names the
class.
"""

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional as F

from core.gan import frechet
from core.gan.codes import LATENT
from core.gan.codes import SKY_CLASSES as CLASSES
from core.shared.efficientnet_lite import EfficientNetLite
from core.transfer_learning import weather
from core.transfer_learning.learning import Head

SIDE, AT_ONCE = 224, 25
"""pixels that Lite0 sees of a picture's side, and how many pictures a call"""


@dataclass(frozen=True)
class Seen:
    """What the judge makes of N pictures: features (N, d), and the classes that the head names (N,)."""

    features: NDArray[np.float32]
    named: NDArray[np.int64]


class Judge:
    """A network's features and a head on them: the bundled weather head on Lite0, unless others are given."""

    def __init__(self, features: nn.Module, head: Head | None = None) -> None:
        """Take over `features`, from pictures (N, 3, 64, 64) in 0..1 to (N, d), which learn nothing here."""
        self.features, self.head = features.eval().requires_grad_(False), head or weather.ready("en")

    def look(self, pictures: Tensor) -> Seen:
        """Return what is seen in pictures (N, 3, 64, 64) in 0..1."""
        with torch.inference_mode():
            parts = [self.features(part) for part in pictures.split(AT_ONCE)]
        features = torch.cat(parts).numpy()
        lengths = np.linalg.norm(features, axis=1, keepdims=True)
        return Seen(features, self.head.probabilities(features / lengths).argmax(1))


class Lite0Features(nn.Module):
    """What Lite0 knows of a picture before it names it."""

    def __init__(self, net: EfficientNetLite) -> None:
        """Take over the network."""
        super().__init__()
        self.net = net

    def forward(self, pictures: Tensor) -> Tensor:
        """Map pictures (N, 3, S, S) in 0..1, which are enlarged, to (N, 1280)."""
        large = F.interpolate(pictures, (SIDE, SIDE), mode="bicubic", antialias=True).clamp(0, 1)
        return self.net.features((large * 255 - 127) / 128).mean((2, 3))


def made_up_judge() -> Judge:
    """Return a judge in the blink of an eye, who sees coarse pixels and names classes anyhow."""
    features = nn.Sequential(nn.AdaptiveAvgPool2d(4), nn.Flatten())
    weight = np.random.default_rng(0).normal(size=(CLASSES, 48)).astype(np.float32)
    bias = np.zeros(CLASSES, np.float32)
    return Judge(features, Head("made up", tuple("abcd"), weight, bias, weight, 1.0))


def drawn(generator: nn.Module, count: int, seed: int, truncation: float = 1) -> tuple[Tensor, Tensor]:
    """Return `count` samples (N, 3, 64, 64) in 0..1, all classes as often, and the classes asked (N,)."""
    chance = torch.Generator().manual_seed(seed)
    latents = truncation * torch.randn(count, LATENT, generator=chance)
    asked = torch.arange(count) % CLASSES
    codes = torch.cat([latents, F.one_hot(asked, CLASSES)], 1)
    with torch.inference_mode():
        return torch.cat([generator(batch) for batch in codes.split(100)]), asked


def compare(seen: Seen, asked: Tensor, real: Seen) -> dict[str, float]:
    """Return agreement with the class asked, evenness of the classes, distance to real pictures."""
    clouds = (frechet.fit(part.features) for part in (seen, real))
    return {
        "agreement": round(float((seen.named == asked.numpy()).mean()), 4),
        "evenness": round(frechet.evenness(np.bincount(seen.named, minlength=CLASSES)), 4),
        "frechet": round(frechet.distance(*clouds), 4),
    }


def confusion(seen: Seen, asked: Tensor) -> list[list[int]]:
    """Return how often each class asked (row) was named each (column)."""
    table = np.zeros((CLASSES, CLASSES), int)
    np.add.at(table, (asked.numpy(), seen.named), 1)
    return table.tolist()


def nearest(seen: Seen, known: Seen) -> float:
    """Return the median distance of features to the nearest of what was learnt from: near 0 for copies."""
    a, b = (torch.from_numpy(part.features) for part in (seen, known))
    return round(torch.cdist(a, b).min(1).values.median().item(), 4)
