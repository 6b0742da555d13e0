"""Name what is in a photo."""

from dataclasses import dataclass

import numpy as np

from core.runtime import engine, registry
from core.shared.preprocess import preprocess
from core.shared.probabilities import entropy, softmax


@dataclass(frozen=True)
class Classification:
    """The best guesses, best first, and how scattered all guesses are.

    `entropy` is that of the distribution over all classes, divided by its maximum: 0 (sure) to 1 (no idea).
    """

    labels: tuple[str, ...]
    probabilities: np.ndarray
    entropy: float
    network_ms: float = 0.0


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
