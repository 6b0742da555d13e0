"""Softmax: scores become shares that add up to 1; the temperature decides how bold they are."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

FEWEST, MOST = 2, 6
"""scores (logits) on the page"""
LIMIT = 8.0
"""scores run from −LIMIT to LIMIT"""
SHARP, EVEN = 0.35, 0.9
"""of the largest entropy there can be: below, nearly all is on one; above, all are much alike"""
START = (-1.0, 0.5, 2.0)


def softmax(logits: ArrayLike, temperature: float = 1.0) -> NDArray[np.float64]:
    """Return e^(z/T) / Σ e^(z/T) over the last axis, shape as given.

    The largest score is taken off first, which changes nothing but keeps e^z from overflowing.
    """
    z = np.asarray(logits, float) / temperature
    raised = np.exp(z - z.max(axis=-1, keepdims=True))
    return raised / raised.sum(axis=-1, keepdims=True)


def entropy(shares: ArrayLike) -> float:
    """Return −Σ p ln p in nats: 0 where all is on one, ln n where all n are alike."""
    p = np.asarray(shares, float)
    return float(-(p[p > 0] * np.log(p[p > 0])).sum() + 0.0)


def kind(logits: ArrayLike, temperature: float) -> str:
    """Return what the shares look like, and why.

    `cold` and `hot`: nearly all is on one, or all are much alike, by the temperature; `apart` and `alike`:
    the same by the scores; else `warm`.
    """
    z, shares = np.asarray(logits, float), softmax(logits, temperature)
    spread = entropy(shares) / np.log(len(z))
    if spread < SHARP:
        return "cold" if temperature < 1 else "apart"
    if spread > EVEN:
        return "hot" if temperature > 1 and np.ptp(z) > 0 else "alike"
    return "warm"


def write(logits: ArrayLike) -> str:
    """Return scores as a link holds them: `-1,0.5,2`."""
    return ",".join(f"{value:g}" for value in np.asarray(logits, float))


def read(text: str) -> tuple[float, ...]:
    """Return the scores in a link, clipped to ±LIMIT; `START` where it holds no 2 to 6 numbers."""
    try:
        values = [float(part) for part in text.split(",")]
    except ValueError:
        return START
    if not FEWEST <= len(values) <= MOST or not np.isfinite(values).all():
        return START
    return tuple(float(v) for v in np.clip(np.round(values, 1), -LIMIT, LIMIT))
