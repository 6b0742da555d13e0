"""What a network of pixels is worth on photos, seen as the dashboard sees them, and how sure it may be."""

from collections.abc import Iterable
from functools import partial

import numpy as np
import torch

from core.runtime import eager
from core.runtime.eager import Outputs
from core.segmentation import views
from core.segmentation.lite_unet import COARSEST, UNet
from core.shared.probabilities import softmax
from core.train.shared.calibration import temperature_of

EVERY = 5
"""of so many pixels along each side one is taken for a temperature"""


class Seer:
    """A network that sees photos as the dashboard does: longer side `longest`, edges to whole multiples."""

    def __init__(self, network: UNet, longest: int) -> None:
        """Take a network in eval mode, on any device; plain torch runs it."""
        self.network, self.longest, self._run = network, longest, partial(eager.run, network)

    def logits(self, rgb: np.ndarray) -> np.ndarray:
        """Return one logit a class and pixel (classes, H, W) of a photo (H, W, 3) uint8."""
        x, inner = views.fit(rgb, self.longest, COARSEST)
        outputs: Outputs = self._run(x)
        return views.back(outputs[0], inner, x.shape[2:], *rgb.shape[:2])

    def classes(self, rgb: np.ndarray) -> np.ndarray:
        """Return the class of every pixel (H, W)."""
        return self.logits(rgb).argmax(0)

    def sureness(self, rgb: np.ndarray) -> float:
        """Return the mean over the pixels of the probability of the best class."""
        return sureness(self.logits(rgb))


def sureness(logits: np.ndarray) -> float:
    """Return the mean over the pixels of the probability of the best class; logits (classes, H, W)."""
    return float(softmax(logits, 0).max(0).mean())


def temperature(seer: Seer, pairs: Iterable[tuple[np.ndarray, np.ndarray]]) -> tuple[float, list[float]]:
    """Return the temperature with the smallest cross-entropy over pixels whose label is a class.

    Beside it the sureness of each photo at that temperature.
    """
    looks = [(seer.logits(rgb)[:, ::EVERY, ::EVERY], truth[::EVERY, ::EVERY]) for rgb, truth in pairs]
    logits = np.concatenate([some[:, truth < len(some)].T for some, truth in looks])
    labels = np.concatenate([truth[truth < len(some)] for some, truth in looks])
    by = temperature_of(torch.from_numpy(logits), torch.from_numpy(labels).long())
    return by, [sureness(some / by) for some, _ in looks]


def temper(network: UNet, by: float) -> None:
    """Divide the network's scores by a temperature for good: the same classes, another confidence."""
    with torch.no_grad():
        network.head.weight /= by
        network.head.bias /= by
