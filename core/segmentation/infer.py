"""Name every pixel of a photo: the network once, then colours and thresholds as often as one likes."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from core.runtime import cards, engine, registry
from core.segmentation import views
from core.shared.probabilities import softmax

TOP = 3
"""classes kept of each pixel, best first, where not all are asked for"""
UNET_MULTIPLE = 16
"""core.segmentation.networks.COARSEST, without importing torch; another network's card names its own"""
FEW = 0.03
"""share of the pixels below which nothing is found but background"""
WIDEST = 1040
"""longer side of what torchvision's networks see at most, in pixels"""


@dataclass(frozen=True)
class Segmentation:
    """One class a pixel: `class_map` (H, W) counts through `labels`, `confidence` (H, W) is its chance."""

    class_map: np.ndarray
    confidence: np.ndarray
    labels: tuple[str, ...]


@dataclass(frozen=True)
class Pixels:
    """The best classes of every pixel and their chances, (n, H, W) each, best first; chances in 0..1."""

    class_ids: np.ndarray
    chances: np.ndarray
    labels: tuple[str, ...]
    network_ms: float = 0.0

    @property
    def shares(self) -> np.ndarray:
        """The share of the pixels that each class has, (classes,)."""
        return np.bincount(self.class_ids[0].ravel(), minlength=len(self.labels)) / self.class_ids[0].size

    @property
    def background(self) -> int:
        """The class that is none of the others, −1 where there is no such class."""
        return self.labels.index("background") if "background" in self.labels else -1

    @property
    def sureness(self) -> float:
        """How sure a network is, on the mean, of what it finds, in 0..1.

        Without a class background: of the names, over all pixels. With one: that there is anything at all,
        over the pixels that are not called background; 0 where those are fewer than `FEW` of all. Whether
        something is a dress or a skirt is another question, in which there is always doubt.
        """
        if self.background < 0:
            return float(self.chances[0].mean())
        if self.nothing:
            return 0.0
        found = self.class_ids[0] != self.background
        return float(1 - self.chance_of([self.background])[found].mean())

    @property
    def nothing(self) -> bool:
        """Whether fewer than `FEW` of all pixels are called anything but background."""
        return self.background >= 0 and bool((self.class_ids[0] != self.background).mean() < FEW)

    @property
    def named(self) -> float:
        """The mean chance of the names, in 0..1, over the pixels that are not called background."""
        return float(self.chances[0][self.class_ids[0] != self.background].mean())

    def chance_of(self, classes: Sequence[int]) -> np.ndarray:
        """Return the chance (H, W) that a pixel is of one of these classes, if they are of its best."""
        return (self.chances * np.isin(self.class_ids, classes)).sum(0)


def logits_of(rgb: np.ndarray, model: str, shape: tuple[int, int] | None = None) -> tuple[np.ndarray, float]:
    """Return logits (C, *shape) of a photo (H, W, 3) uint8, and the network's milliseconds.

    `shape` is the photo's own by itself; bilinear.

    Raises: KeyError for a name that is no model; WeightsUnavailable.
    """
    spec, (height, width) = registry.get_spec(model), rgb.shape[:2]
    if spec.preprocessing is None:
        x, inner = views.fit(rgb, cards.read(model)["longest"], multiple_of(model))
    else:
        how = spec.preprocessing
        longest = min(WIDEST, round(how.resize * max(height, width) / min(height, width)))
        x, inner = views.fit(rgb, longest, 1)
        x = (x - np.float32(how.mean)[:, None, None]) / np.float32(how.std)[:, None, None]
    (logits,), milliseconds = engine.predictor(model).timed(x)
    return views.back(logits, inner, x.shape[2:], *(shape or (height, width))), milliseconds


def look(rgb: np.ndarray, model: str, side: int | None = None, most: int = TOP) -> Pixels:
    """Return the `most` best classes of every pixel of a photo (H, W, 3) uint8, all where there are fewer.

    `side` is the longer side of the answer in pixels, the photo's own by itself or where that is shorter.

    Raises: KeyError for a name that is no model; WeightsUnavailable.
    """
    scale = min(1.0, side / max(rgb.shape[:2])) if side else 1.0
    shape = tuple(max(1, round(n * scale)) for n in rgb.shape[:2])
    logits, milliseconds = logits_of(rgb, model, shape)
    p = softmax(logits, 0)
    best = np.argsort(-p, axis=0, kind="stable")[:most]
    chances = np.take_along_axis(p, best, 0).astype(np.float32)
    return Pixels(best.astype(np.uint8), chances, registry.get_spec(model).labels, milliseconds)


def segment(rgb: np.ndarray, model: str = "unet") -> Segmentation:
    """Return the class of every pixel of a photo (H, W, 3) uint8.

    Raises: KeyError for a name that is no model; WeightsUnavailable.
    """
    found = look(rgb, model)
    return Segmentation(found.class_ids[0].astype(np.int64), found.chances[0], found.labels)


@cache
def multiple_of(model: str) -> int:
    """Return of how many pixels the sides of what a bundled network sees are whole multiples."""
    return cards.read(model).get("multiple", UNET_MULTIPLE)


@cache
def unsure_below(model: str) -> float:
    """Return the sureness that 95% of the photos of a bundled model's kind exceed, else 0."""
    bundled = registry.get_spec(model).weights.kind == "bundled"
    return cards.read(model)["unsure_below"] if bundled else 0.0
