"""What can be set on a walk besides its learning rate: momentum's β, the size of a mini-batch, a schedule."""

import math
from dataclasses import dataclass

from core.shared import link_values

SCHEDULES = ("constant", "step", "cosine", "warmup")
BETA = 0.9
"""how much of its speed a rolling ball keeps at each step, at first"""
MOST_BETA = 0.99
BATCH = 2
"""data points that a step of mini-batch descent looks at, at first"""


@dataclass(frozen=True)
class Tuning:
    """The settings of a walk: β (0..1) of rolling balls, data points a mini-batch, one of SCHEDULES."""

    beta: float = BETA
    batch: int = BATCH
    schedule: str = SCHEDULES[0]


def factor(schedule: str, t: int, steps: int) -> float:
    """Return which share of the learning rate step `t` of 1..`steps` takes, 0..1.

    "step": half after each quarter, as torch's StepLR; "cosine": half a wave down towards 0, as
    CosineAnnealingLR (Loshchilov & Hutter, 2017); "warmup": up in even steps over the first tenth (Goyal et
    al., 2017), then a cosine. Raises: KeyError for another schedule.
    """
    if schedule == "warmup":
        rise = math.ceil(steps / 10)
        return t / rise if t <= rise else _half_wave((t - rise) / (steps - rise + 1))
    if schedule == "cosine":
        return _half_wave((t - 1) / steps)
    if schedule == "step":
        return 0.5 ** ((t - 1) // math.ceil(steps / 4))
    if schedule != "constant":
        raise KeyError(schedule)
    return 1.0


def _half_wave(share: float) -> float:
    return 0.5 * (1 + math.cos(math.pi * share))


def read(beta: str, batch: str, schedule: str, count: int) -> Tuning:
    """Return the settings that a link holds, for `count` data points; what makes no sense is as at first."""
    first = Tuning()
    size = link_values.whole(batch, 1, max(1, count), min(first.batch, max(1, count)))
    rolls = round(link_values.number(beta, 0.0, MOST_BETA, first.beta), 2)
    return Tuning(rolls, size, schedule if schedule in SCHEDULES else first.schedule)
