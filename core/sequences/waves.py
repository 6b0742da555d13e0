"""A wave, value by value: a network learns what comes next, then goes on alone with what it said itself."""

import time
from dataclasses import dataclass, field

import numpy as np

from core.sequences import nets
from core.shared.adam import Adam

WAVES = ("sine", "beat", "saw", "noisy")
SEEN, AHEAD = 200, 100
"""values that are known, and that are to be continued"""
WINDOW, BATCH, HIDDEN, RATE = 50, 24, 32, 0.005
LOST = 0.3
"""error from which on a continuation has lost the wave, whose height is 1"""
NOISE = 0.15
"""standard deviation of the noise on the noisy wave"""


@dataclass(frozen=True)
class Plan:
    """Which wave, with which cell, how many batches, the seed."""

    wave: str = "sine"
    kind: str = "lstm"
    batches: int = 300
    seed: int = 0


def steady(name: str) -> np.ndarray:
    """Return SEEN + AHEAD values in −1..1: a wave without its noise, which is all that can be foretold."""
    t = np.arange(SEEN + AHEAD)
    if name == "saw":
        return 2 * ((t + 12) / 25 % 1) - 1
    if name == "beat":
        return 0.5 * np.sin(2 * np.pi * t / 25) + 0.5 * np.sin(2 * np.pi * t / 18)
    return np.sin(2 * np.pi * t / 25)


def wave(name: str, seed: int = 0) -> np.ndarray:
    """Return SEEN + AHEAD values in about −1..1."""
    noise = NOISE * np.random.default_rng(seed).normal(size=SEEN + AHEAD)
    return steady(name) + noise * (name == "noisy")


@dataclass
class Learner:
    """A network while it learns what comes next; `advance` it for a while at a time."""

    plan: Plan
    losses: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Build it untrained."""

        self.values = wave(self.plan.wave, self.plan.seed).astype(np.float32)
        self._net = nets.build(self.plan.kind, 1, HIDDEN, 1, self.plan.seed)
        self._optimiser = Adam(self._net.parameters(), RATE)
        self._rng = np.random.default_rng(self.plan.seed)

    @property
    def done(self) -> bool:
        """Whether it has learnt to the end."""
        return len(self.losses) >= self.plan.batches

    def advance(self, seconds: float) -> None:
        """Learn for about so long, or to the end: the next value, in windows of the known ones."""
        import torch
        from torch.nn import functional as F

        until = time.perf_counter() + seconds
        while not self.done and time.perf_counter() < until:
            begins = self._rng.integers(0, SEEN - WINDOW, BATCH)
            cut = torch.from_numpy(self.values[begins + np.arange(WINDOW + 1)[:, None]])[..., None]
            told = self._net["out"](self._net["cell"](cut[:-1])[0])
            self.losses.append(nets.step(self._net, self._optimiser, F.mse_loss(told[10:], cut[11:])))

    def go_on(self) -> np.ndarray:
        """Return AHEAD values: the known ones are read, then each value said is read as the next one."""
        import torch

        made = []
        with torch.inference_mode():
            told, state = self._net["cell"](torch.from_numpy(self.values[:SEEN])[:, None, None])
            for _ in range(AHEAD):
                value = self._net["out"](told[-1:])
                made.append(value.item())
                told, state = self._net["cell"](value, state)
        return np.array(made)


def lost_at(truth: np.ndarray, made: np.ndarray) -> int | None:
    """Return after how many values a continuation is first off by more than LOST; None if never."""
    off = np.abs(truth - made) > LOST
    return int(off.argmax()) if off.any() else None
