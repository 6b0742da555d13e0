"""Name what is in a photo."""

from dataclasses import dataclass

import numpy as np
from PIL import Image

from core.runtime import engine, registry
from core.runtime.registry import Preprocessing

LONGEST = 8
"""the longer side of a photo is looked at up to so many times the shorter one"""


@dataclass(frozen=True)
class Classification:
    """The best guesses, best first, and how scattered all guesses are.

    `entropy` is that of the distribution over all classes, divided by its maximum: 0 (sure) to 1 (no idea).
    """

    labels: tuple[str, ...]
    probabilities: np.ndarray
    entropy: float
    network_ms: float = 0.0


def preprocess(rgb: np.ndarray, how: Preprocessing) -> np.ndarray:
    """Shrink, cut out the middle and scale: (H, W, 3) uint8 → (1, 3, crop, crop) float32."""
    x = np.asarray(view(rgb, how), np.float32) / 255
    x = (x - np.float32(how.mean)) / np.float32(how.std)
    return np.ascontiguousarray(x.transpose(2, 0, 1)[None])


def view(rgb: np.ndarray, how: Preprocessing) -> np.ndarray:
    """Return what a model sees of a photo: (crop, crop, 3) uint8, as torchvision's own presets cut it."""
    photo = Image.fromarray(_middle(rgb))
    w, h = photo.size
    scale = how.resize / min(w, h)
    size = (how.resize, int(how.resize * h / w)) if w <= h else (int(how.resize * w / h), how.resize)
    method = Image.Resampling.BICUBIC if how.interpolation == "bicubic" else Image.Resampling.BILINEAR
    photo = photo.resize(size, method, reducing_gap=3.0 if scale < 0.25 else None)
    left, top = round((size[0] - how.crop) / 2), round((size[1] - how.crop) / 2)
    return np.asarray(photo.crop((left, top, left + how.crop, top + how.crop)))


def _middle(rgb: np.ndarray) -> np.ndarray:
    """Cut off the far ends of a very long photo, which nobody would see and which fill the memory."""
    spare = [max(0, (side - LONGEST * min(rgb.shape[:2])) // 2) for side in rgb.shape[:2]]
    return rgb[tuple(slice(n, side - n) for n, side in zip(spare, rgb.shape[:2], strict=True))]


def softmax(logits: np.ndarray) -> np.ndarray:
    """Return probabilities along the last axis."""
    z = np.exp(logits - logits.max(-1, keepdims=True))
    return z / z.sum(-1, keepdims=True)


def entropy(probabilities: np.ndarray) -> float:
    """Return −Σ p log p over log n, in 0..1 (Shannon, 1948)."""
    p = probabilities[probabilities > 0]
    return float(-(p * np.log(p)).sum() / np.log(probabilities.size))


def classify(rgb: np.ndarray, model: str = "everyday", top_k: int = 5) -> Classification:
    """Return a model's `top_k` guesses for a photo (H, W, 3) uint8, best first; raise WeightsUnavailable."""
    spec = registry.get_spec(model)
    run = engine.predictor(model)
    x = preprocess(rgb, spec.preprocessing)
    logits, milliseconds = run.timed(x)
    p = softmax(logits[0].astype(np.float64) / spec.temperature)
    best = np.argsort(-p)[:top_k]
    names = spec.labels
    return Classification(tuple(names[i] for i in best), p[best], entropy(p), milliseconds)
