"""What can be said of colours: how near to the true ones, how strong, and what a hint has changed."""

from dataclasses import dataclass

import numpy as np

from core.colorization import lab
from core.colorization.hints import Hint
from core.colorization.infer import painted, spread

SEEN = 6.0
"""ΔE from which a changed colour counts: clearly seen side by side"""
GREY = 6.0
"""colourfulness below which a photo has no colours to compare with (15: slightly colourful)"""


@dataclass(frozen=True)
class Score:
    """How a colouring compares: PSNR of ab in dB, mean ΔE, colourfulness (Hasler & Süsstrunk)."""

    psnr: float
    off: float
    colourful: float


def has_colours(rgb: np.ndarray) -> bool:
    """Return whether a photo (H, W, 3) uint8 has colours that a guess could be compared with."""
    return lab.colourfulness(rgb) >= GREY


def score(truth: np.ndarray, light: np.ndarray, ab: np.ndarray) -> Score:
    """Score colours ab (2, h, w) for lightness (H, W) against the true Lab (H, W, 3)."""
    full = spread(ab, light.shape)
    off = float(lab.difference(truth[..., 1:], full).mean())
    return Score(lab.psnr_ab(truth[..., 1:], full), off, lab.colourfulness(painted(light, ab)))


def grey_score(truth: np.ndarray) -> Score:
    """Score the grey photo itself."""
    return score(truth, truth[..., 0], np.zeros((2, 1, 1), np.float32))


def changed(before: np.ndarray, after: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    """Return where (H, W) bool colours ab (2, h, w) differ by at least `SEEN`."""
    gap = spread(np.asarray(after) - before, shape)
    return np.hypot(gap[..., 0], gap[..., 1]) >= SEEN


def followed(before: np.ndarray, after: np.ndarray, hint: Hint) -> float:
    """Return which part of the way to a hint's colour its own place has gone: 1 all of it, 0 none.

    A hint that changes nothing because the place has its colour already counts as followed.
    """
    row, column = (min(int(at * n), n - 1) for at, n in zip((hint.y, hint.x), before.shape[1:], strict=True))
    way = np.array([hint.a, hint.b]) - before[:, row, column]
    if np.hypot(*way) < SEEN:
        return 1.0
    return float(((after[:, row, column] - before[:, row, column]) * way).sum() / (way**2).sum())


SURE, TORN = (0, 114, 178), (213, 94, 0)
"""colours of the map: blue where sure, orange where torn"""
LOW, HIGH = 0.2, 0.8
"""sureness that is fully orange and fully blue"""


def sure_map(light: np.ndarray, sure: np.ndarray) -> np.ndarray:
    """Return the grey photo (H, W, 3) uint8 in blue where the choice is sure (h, w), in orange where not."""
    share = ((spread(sure, light.shape) - LOW) / (HIGH - LOW)).clip(0, 1)[..., None]
    tint = np.array(TORN) * (1 - share) + np.array(SURE) * share
    return (tint * 0.6 + light[..., None] * 2.55 * 0.4).clip(0, 255).round().astype(np.uint8)


def only_where(rgb: np.ndarray, light: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """Return the photo (H, W, 3) uint8 in its colours where the mask (H, W) is, else grey and paler."""
    pale = (light * 2.55 * 0.45 + 255 * 0.4)[..., None].round().astype(np.uint8)
    return np.where(mask[..., None], rgb, pale)
