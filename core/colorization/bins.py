"""The colours that the classifying network chooses among: corners of a grid of ab where sRGB has colours.

Zhang, Isola & Efros (2016) count 313 on a grid of 10. Here it is the corners of all squares of that grid in
which sRGB has a colour, of any lightness: 309, so that every colour lies between colours that can be chosen.
"""

from functools import lru_cache

import numpy as np

from core.colorization import lab

GRID = 10
MIDDLE = 16
"""squares of the grid on each side of grey: more than sRGB has colours in"""
TEMPERATURE = 0.38
"""of the paper's annealed mean: 1 is the mean, which is pale, 0 the most probable colour, which is blotchy"""


@lru_cache(maxsize=1)
def centres() -> np.ndarray:
    """Return the colours ab (Q, 2) float32, by a, then b."""
    steps = np.arange(256, dtype=np.uint8)
    one, other = (axis.ravel() for axis in np.meshgrid(steps, steps))
    there = np.zeros((2 * MIDDLE, 2 * MIDDLE), bool)
    for end in (0, 255):  # the most colourful colours lie on the faces of the cube
        fixed = np.full_like(one, end)
        for face in ((fixed, one, other), (one, fixed, other), (one, other, fixed)):
            a, b = np.floor(lab.to_lab(np.stack(face, -1))[:, 1:] / GRID).astype(int).T + MIDDLE
            there[a, b] = True
    there[1:] |= there[:-1].copy()
    there[:, 1:] |= there[:, :-1].copy()
    return ((np.argwhere(there) - MIDDLE) * GRID).astype(np.float32)


def probabilities(logits: np.ndarray, temperature: float) -> np.ndarray:
    """Return the chances (Q, ...) of logits (Q, ...) at a temperature: the lower, the surer it acts."""
    x = np.asarray(logits, np.float32) / temperature
    x = np.exp(x - x.max(0))
    return x / x.sum(0)


def annealed_mean(logits: np.ndarray, temperature: float = TEMPERATURE) -> np.ndarray:
    """Return the colours ab (2, H, W) of logits (Q, H, W): the mean after sharpening the chances."""
    return np.tensordot(centres().T, probabilities(logits, temperature), 1)


def sureness(logits: np.ndarray) -> np.ndarray:
    """Return how sure the choice is (H, W), 1 sure, 0 all colours alike: 1 − entropy over its maximum."""
    p = probabilities(logits, 1.0)
    entropy = -(p * np.log(p + 1e-12)).sum(0)
    return 1 - entropy / np.log(len(p))
