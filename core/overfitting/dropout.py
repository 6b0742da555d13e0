"""Dropout on one layer: neurons dark in training, all alive in use, and why those left are scaled up.

Inverted dropout: in training a neuron is kept with probability 1 − p and then counts 1/(1 − p) times; in use
nothing is dropped or scaled (Srivastava et al. 2014, section 10; `torch.nn.functional.dropout`).
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

SHARES = (0.8, 0.5, 1.1, 0.3, 0.9, 0.6, 0.4, 1.0, 0.7, 0.2)
"""what each of ten neurons adds to the next one, its output times its weight"""
START = 50
"""percent that are dark"""


def total(kept: ArrayLike, p: float, scaled: bool = True) -> NDArray[np.float64]:
    """Return what reaches the next neuron, for masks (…, 10) of 1 (kept) and 0 (dark); 0 ≤ p < 1."""
    raw = np.asarray(kept, float) @ np.array(SHARES)
    return raw / (1 - p) if scaled else raw


def mean(p: float, scaled: bool = True) -> float:
    """Return what `total` is on average over all masks."""
    return sum(SHARES) * (1 if scaled else 1 - p)


def deviation(p: float, scaled: bool = True) -> float:
    """Return the standard deviation of `total` over all masks: √(p(1 − p) Σ share²), scaled by 1/(1 − p)."""
    raw = float(np.sqrt(p * (1 - p) * np.square(SHARES).sum()))
    return raw / (1 - p) if scaled else raw


def read(text: str) -> int:
    """Return the percentage that a link holds, 0..90; `START` where it holds anything else."""
    return min(int(text), 90) if text.isdecimal() and len(text) < 4 else START
