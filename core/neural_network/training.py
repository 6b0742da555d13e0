"""A small network learns to tell two kinds of points apart, and is looked at again and again on the way."""

import time
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from core.neural_network.points import REACH, Points
from core.runtime.device import pick_device
from core.shared.activation_functions import Activation, apply

SIDE, SMALL = 48, 16
"""pixels of the plane's map and of a neuron's map"""
MOST_FRAMES, MOST_BYTES = 60, 200_000
"""looks at the network, and what all maps together may take"""


@dataclass(frozen=True)
class Plan:
    """Layers between input and output (none: a single layer), how they learn, for how long."""

    hidden: tuple[int, ...] = (4,)
    activation: Activation = field(default_factory=lambda: Activation("tanh"))
    learning_rate: float = 0.05
    steps: int = 600
    seed: int = 0

    @property
    def neurons(self) -> int:
        """How many hidden neurons there are."""
        return sum(self.hidden)

    @property
    def parameters(self) -> int:
        """How many numbers are learnt: a layer n → m has m·(n + 1)."""
        sizes = (2, *self.hidden, 1)
        return sum(m * (n + 1) for n, m in pairwise(sizes))

    @property
    def looks(self) -> tuple[int, ...]:
        """After which steps the network is looked at: often at first, less often later."""
        frames = min(MOST_FRAMES, MOST_BYTES // (SIDE**2 + self.neurons * SMALL**2))
        share = np.linspace(0, 1, frames) ** 2
        return tuple(sorted({round(s) for s in share * self.steps}))


@dataclass(frozen=True)
class Lapse:
    """The looks at a network, F of them, in order.

    `steps` (F,) · `losses` (F,) binary cross-entropy · `right` (F,) share of points told right ·
    `planes` (F, SIDE, SIDE) uint8, 255 = surely kind 1 · `maps` (F, neurons, SMALL, SMALL) uint8, 128 = 0,
    each neuron scaled by its largest output ever. Maps begin at the top left, y goes down.
    """

    steps: NDArray[np.int64]
    losses: NDArray[np.float64]
    right: NDArray[np.float64]
    planes: NDArray[np.uint8]
    maps: NDArray[np.uint8]


class Run:
    """A training that goes on for as long as it is told, one slice of time after another."""

    def __init__(self, plan: Plan, points: Points) -> None:
        self.plan, self.points = plan, points
        self.step = 0
        self._looks: list[tuple] = []

    @property
    def done(self) -> bool:
        """Whether the last step is made, or the loss is no number any more."""
        lost = bool(self._looks) and not np.isfinite(self._looks[-1][1])
        return self.step >= self.plan.steps or lost

    @property
    def progress(self) -> float:
        """The share of the steps made, 0..1."""
        return self.step / self.plan.steps

    def advance(self, seconds: float) -> None:
        """Train for about so long, a step at least. Runs on the device: call it through the gateway."""
        import torch

        started = time.perf_counter()
        _, optimizer, x, y = self._network
        due = set(self.plan.looks)
        if not self._looks:
            self._look()
        while not self.done:
            optimizer.zero_grad()
            loss = torch.nn.functional.binary_cross_entropy_with_logits(self._outputs(x)[-1][:, 0], y)
            loss.backward()
            optimizer.step()
            self.step += 1
            if self.step in due:
                self._look()
            if time.perf_counter() - started >= seconds:
                break

    def lapse(self) -> Lapse:
        """Return the looks so far."""
        steps, losses, right, planes, hidden = (list(column) for column in zip(*self._looks, strict=True))
        maps = np.zeros((len(steps), 0, SMALL, SMALL), np.uint8)
        if self.plan.neurons:
            stacked = np.nan_to_num(np.stack(hidden))  # (F, SMALL², neurons)
            most = np.maximum(np.abs(stacked).max(axis=(0, 1)), 1e-9)
            scaled = np.rint(128 + 127 * stacked / most).astype(np.uint8)
            maps = scaled.transpose(0, 2, 1).reshape(len(steps), self.plan.neurons, SMALL, SMALL)
        planes = np.stack(planes).reshape(-1, SIDE, SIDE)
        return Lapse(np.array(steps), np.array(losses), np.array(right), planes, np.ascontiguousarray(maps))

    @cached_property
    def _network(self) -> tuple:
        import torch

        generator = torch.Generator().manual_seed(self.plan.seed)
        device, sizes = pick_device(), (2, *self.plan.hidden, 1)
        weights = []
        for n, m in pairwise(sizes):
            w = torch.randn(m, n, generator=generator) * n**-0.5
            weights.append((w.to(device).requires_grad_(), torch.zeros(m, device=device).requires_grad_()))
        optimizer = torch.optim.Adam([p for pair in weights for p in pair], self.plan.learning_rate)
        x, y = (torch.as_tensor(a, dtype=torch.float32).to(device) for a in self.points)
        return weights, optimizer, x, y

    def _outputs(self, x: "torch.Tensor") -> list["torch.Tensor"]:  # noqa: F821
        """Return what every layer gives, (n, m) each; the last without its sigmoid."""
        weights, outputs = self._network[0], []
        for i, (w, b) in enumerate(weights):
            z = x @ w.T + b
            x = apply(self.plan.activation, z) if i < len(weights) - 1 else z
            outputs.append(x)
        return outputs

    def _look(self) -> None:
        import torch

        _, _, x, y = self._network
        with torch.no_grad():
            z = self._outputs(x)[-1][:, 0]
            loss = float(torch.nn.functional.binary_cross_entropy_with_logits(z, y))
            right = float(((z > 0) == (y > 0.5)).float().mean())
            plane = self._outputs(_raster(SIDE).to(x))[-1].sigmoid().nan_to_num()
            hidden = self._outputs(_raster(SMALL).to(x))[:-1]
        maps = torch.cat(hidden, dim=1).float().cpu().numpy() if hidden else None
        bright = (plane * 255).round().byte().cpu().numpy()
        self._looks.append((self.step, loss, right, bright, maps))


def _raster(side: int) -> "torch.Tensor":  # noqa: F821
    import torch

    along = (np.arange(side) + 0.5) / side * 2 * REACH - REACH
    across, up = np.meshgrid(along, along[::-1])
    return torch.as_tensor(np.column_stack([across.ravel(), up.ravel()]), dtype=torch.float32)
