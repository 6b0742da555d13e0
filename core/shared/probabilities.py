"""Logits as probabilities, and how scattered those are."""

import numpy as np


def softmax(logits: np.ndarray, axis: int = -1) -> np.ndarray:
    """Return the probabilities of logits (..., n) along an axis, the last one if none is named."""
    z = np.exp(logits - logits.max(axis, keepdims=True))
    return z / z.sum(axis, keepdims=True)


def entropy(probabilities: np.ndarray) -> float:
    """Return −Σ p log p over log n, in 0..1 (Shannon, 1948)."""
    p = probabilities[probabilities > 0]
    return float(-(p * np.log(p)).sum() / np.log(probabilities.size))
