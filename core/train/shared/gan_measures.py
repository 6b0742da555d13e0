"""How good a generator is, as a bundled classifier sees its samples."""

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from core.gan import frechet
from core.gan.codes import CLASSES, LATENT
from core.gan.frechet import Cloud
from core.runtime import registry, weights

MEASURED = 10_000
"""samples of the finished generator that are compared with the test pictures"""
FEWER = 3000
"""samples of each other age and each other factor"""
TRUNCATIONS = (0.2, 0.4, 0.6, 0.8, 1.0, 1.2, 1.4, 1.6, 1.8, 2.0)
"""factors of the latents that are measured besides"""


def drawn(generator: nn.Module, count: int, seed: int, truncation: float = 1) -> tuple[Tensor, Tensor]:
    """Return `count` samples (N, 1, 28, 28) in 0..1, all classes as likely, and the classes asked (N,)."""
    chance = torch.Generator().manual_seed(seed)
    latents = truncation * torch.randn(count, LATENT, generator=chance)
    asked = torch.randint(CLASSES, (count,), generator=chance)
    codes = torch.cat([latents, F.one_hot(asked, CLASSES)], 1)
    with torch.inference_mode():
        return torch.cat([generator(batch) for batch in codes.split(500)]), asked


def seen(judge: nn.Sequential, pictures: Tensor) -> tuple[np.ndarray, np.ndarray]:
    """Return the features before the last layer (N, d) and the classes named (N,) of pictures in 0..1."""
    with torch.inference_mode():
        features = torch.cat([judge[:-1](part) for part in pictures.split(500)])
        return features.numpy(), judge[-1](features).argmax(1).numpy()


def judge_of(name: str) -> nn.Sequential:
    """Return the bundled classifier `name`, on the CPU."""
    judge = registry.get_spec(name).build().eval()
    judge.load_state_dict(weights.read(name))
    return judge


def measure(
    generator: nn.Module, judge: nn.Sequential, test: Cloud, count: int, truncation: float = 1
) -> dict[str, float]:
    """Return agreement with the class asked, evenness of the classes, distance to the test features."""
    pictures, asked = drawn(generator, count, 1, truncation)
    features, named = seen(judge, pictures)
    return {
        "agreement": round(float((named == asked.numpy()).mean()), 4),
        "evenness": round(frechet.evenness(np.bincount(named, minlength=CLASSES)), 4),
        "frechet": round(frechet.distance(frechet.fit(features), test), 4),
    }


def summary(losses: list[tuple[float, float]], points: int = 120) -> dict[str, str]:
    """Return the losses of both as means of stretches of the training, and the steps at their middles."""
    parts = np.array_split(np.array(losses), min(points, len(losses)))
    ends = np.cumsum([len(part) for part in parts])
    means = np.round([part.mean(0) for part in parts], 4)
    middles = ends - np.array([len(part) for part in parts]) / 2
    return {"step": row(middles), "discriminator": row(means[:, 0]), "generator": row(means[:, 1])}


def row(numbers: np.ndarray) -> str:
    """Return numbers as one line of a card."""
    return " ".join(f"{number:.6g}" for number in numbers)


def bold(generator: nn.Module, judge: nn.Sequential, test: Cloud, count: int) -> list[dict[str, float]]:
    """Return what is measured when the latents are multiplied by each of `TRUNCATIONS`."""
    return [{"psi": psi} | measure(generator, judge, test, count, psi) for psi in TRUNCATIONS]


def reference(test: Cloud) -> dict[str, object]:
    """Return the features' mean and covariance for a card: what samples are compared with later."""
    return {"mean": row(test.mean), "covariance": [row(line) for line in test.covariance]}
