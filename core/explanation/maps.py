"""Maps over a photo: their size, their strongest place, and whether two of them agree."""

from typing import Literal

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Agreement = Literal["flat", "same", "partly", "none", "opposite"]


def resized(found: NDArray[np.floating], size: tuple[int, int]) -> NDArray[np.float32]:
    """Return a map (h, w) in another `size` (H, W): straight lines between places, means where it shrinks."""
    picture = Image.fromarray(np.asarray(found, np.float32))
    return np.asarray(picture.resize(size[::-1], Image.Resampling.BILINEAR))


def rank_correlation(a: NDArray[np.floating], b: NDArray[np.floating]) -> float | None:
    """Return Spearman's ρ of two maps of one size, −1..1; None if one is the same everywhere."""
    from scipy.stats import spearmanr

    if np.ptp(a) < 1e-9 or np.ptp(b) < 1e-9:
        return None
    return float(spearmanr(a.ravel(), b.ravel()).statistic)


def agreement(rho: float | None) -> Agreement:
    """Name a rank correlation: from 0.6 the `same` places, from 0.2 `partly`; below −0.2 `opposite` ones."""
    if rho is None:
        return "flat"
    return "same" if rho >= 0.6 else "partly" if rho >= 0.2 else "none" if rho > -0.2 else "opposite"


def strongest(found: NDArray[np.floating]) -> tuple[int, int]:
    """Return in which third of the height and of the width a map is largest: (0..2, 0..2)."""
    fine = resized(found, (30, 30))
    row, column = np.unravel_index(fine.argmax(), fine.shape)
    return int(row) // 10, int(column) // 10
