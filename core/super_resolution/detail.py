"""What an enlargement paints beyond bicubic: how much, and how much of it was really there."""

from dataclasses import dataclass

import numpy as np

from core.super_resolution import quality, resize
from core.super_resolution.infer import Contest

GAIN = 3.0
"""how much stronger detail is drawn than it is"""


@dataclass(frozen=True)
class Detail:
    """What one way adds to bicubic enlarging, beside what is missing there, in luminance.

    `amount`: its strength as a share of that of the true detail (root mean square); 1 is as much as was lost.
    `agreement`: its correlation with the true detail, −1..1; 0 has nothing to do with it.
    `refit`: how far the picture is from the small photo once it is shrunk again, in levels of 255.
    """

    amount: float
    agreement: float
    refit: float


def of(contest: Contest, way: str) -> Detail:
    """Measure what a way that is part of a contest has painted, without the usual border."""
    border = contest.scale

    def inside(rgb: np.ndarray) -> np.ndarray:
        return quality.luminance(quality.cropped(rgb, border))

    plain = inside(contest.made["bicubic"])
    painted, true = inside(contest.made[way]) - plain, inside(contest.truth) - plain
    strength = [float(np.sqrt((x**2).mean())) for x in (painted, true)]
    amount = strength[0] / strength[1] if strength[1] else 0.0
    agreement = float((painted * true).mean() / (strength[0] * strength[1])) if all(strength) else 0.0
    again = resize.downscale(contest.made[way], contest.scale).astype(np.float32)
    return Detail(amount, agreement, float(np.abs(again - contest.small).mean()))


def drawn(contest: Contest, other: np.ndarray) -> np.ndarray:
    """Return what a picture (H, W, 3) has that bicubic enlarging lacks, around grey: (H, W, 3) uint8."""
    gap = quality.luminance(other) - quality.luminance(contest.made["bicubic"])
    grey = np.clip(np.rint(128 + GAIN * gap), 0, 255).astype(np.uint8)
    return np.repeat(grey[..., None], 3, 2)
