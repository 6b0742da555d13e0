"""Two small learners for the device at hand: an autoencoder and a Boltzmann machine, on 8×8 digits.

The digits are those that come with scikit-learn (Alpaydin & Kaynak, UCI, CC BY 4.0): 1,797 of 13 people.
"""

import time
from dataclasses import dataclass, field
from functools import cache

import numpy as np

from core.denoising import noise, quality, rbm
from core.denoising.rbm import Rbm
from core.shared.adam import Adam

SIDE = 8
"""pixels of a digit's side"""
TEST = 297
"""digits, the last ones, that no learner sees"""
SHOWN = 8
"""test digits that are shown while it learns"""


@cache
def digits() -> tuple[np.ndarray, np.ndarray]:
    """Return the digits to learn from and those to test on, (N, 64) float32 in 0..1."""
    from sklearn.datasets import load_digits

    pictures = (load_digits().data / 16).astype(np.float32)
    return pictures[:-TEST], pictures[-TEST:]


@dataclass(frozen=True)
class Settings:
    """How the autoencoder learns."""

    bottleneck: int = 8
    """numbers in the bottleneck"""
    level: float = 0.3
    """standard deviation of the noise on what it sees"""
    rate: float = 0.003
    """learning rate of Adam"""
    epochs: int = 60
    """passes over the digits"""
    hidden: int = 64
    """units before and behind the bottleneck"""
    batch: int = 50
    """digits a step"""
    seed: int = 0


class Learner:
    """An autoencoder while it learns to make noisy digits clean; `advance` it for a while at a time."""

    def __init__(self, settings: Settings) -> None:
        """Build it untrained, with weights drawn from the settings' seed."""
        import torch
        from torch import nn

        self.settings, self.losses, self.steps = settings, [], 0
        pixels, wide = SIDE * SIDE, settings.hidden
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(settings.seed)
            self._net = nn.Sequential(
                nn.Linear(pixels, wide), nn.ReLU(), nn.Linear(wide, settings.bottleneck),
                nn.Linear(settings.bottleneck, wide), nn.ReLU(), nn.Linear(wide, pixels), nn.Sigmoid(),
            )  # fmt: skip
        self._optimiser = Adam(self._net.parameters(), settings.rate)
        self._rng = np.random.default_rng(settings.seed)
        self._order = np.empty(0, int)

    @property
    def total(self) -> int:
        """Steps of the whole training."""
        return self.settings.epochs * (len(digits()[0]) // self.settings.batch)

    @property
    def done(self) -> bool:
        """Whether it has learnt to the end."""
        return self.steps >= self.total

    def advance(self, seconds: float) -> None:
        """Learn for about so long, or to the end."""
        until = time.perf_counter() + seconds
        while not self.done and time.perf_counter() < until:
            self.step()

    def step(self) -> None:
        """Learn from one batch; its loss, the mean squared error, joins `losses`."""
        import torch
        from torch.nn import functional as F

        learn, batch = digits()[0], self.settings.batch
        if len(self._order) < batch:
            self._order = self._rng.permutation(len(learn))
        pick, self._order = self._order[:batch], self._order[batch:]
        noisy = spoilt(learn[pick], self.settings.level, int(self._rng.integers(2**31)))
        loss = F.mse_loss(self._net(torch.from_numpy(noisy)), torch.from_numpy(learn[pick]))
        self._optimiser.zero_grad()
        loss.backward()
        self._optimiser.step()
        self.losses.append(loss.item())
        self.steps += 1

    def clean(self, pictures: np.ndarray) -> np.ndarray:
        """Return what it makes of pictures (N, 64) in 0..1."""
        import torch

        with torch.inference_mode():
            return self._net(torch.from_numpy(np.ascontiguousarray(pictures, np.float32))).numpy()


def spoilt(pictures: np.ndarray, level: float, seed: int) -> np.ndarray:
    """Return pictures (N, 64) with Gaussian noise."""
    square = pictures.reshape(-1, SIDE, SIDE)
    return noise.add(square, "gaussian", level, seed).reshape(pictures.shape)


@dataclass(frozen=True)
class Tested:
    """What became of the test digits (N, 64): noisy, rebuilt, and the mean PSNR of both in dB."""

    clean: np.ndarray
    noisy: np.ndarray
    rebuilt: np.ndarray
    psnr: tuple[float, float]


def tested(learner: Learner) -> Tested:
    """Return what a learner makes of all test digits with noise of the level that it learnt at."""
    clean = digits()[1]
    noisy = spoilt(clean, learner.settings.level, 0)
    rebuilt = learner.clean(noisy)
    psnr = tuple(float(quality.psnr(clean, made).mean()) for made in (noisy, rebuilt))
    return Tested(clean, noisy, rebuilt, psnr)


@dataclass(frozen=True)
class RbmSettings:
    """How the Boltzmann machine learns."""

    hidden: int = 36
    """hidden units"""
    rate: float = 0.05
    """learning rate"""
    epochs: int = 40
    """passes over the digits"""
    gibbs: int = 1
    """Gibbs steps from the digits to what the model would rather see: the k of CD-k"""
    batch: int = 50
    """digits a step"""
    seed: int = 0


@dataclass
class RbmLearner:
    """A Boltzmann machine while it learns by contrastive divergence."""

    settings: RbmSettings
    machine: Rbm = field(init=False)
    errors: list[float] = field(default_factory=list)
    """mean squared gap between test digits and what it makes of them, once a pass"""
    ages: list[tuple[int, Rbm]] = field(default_factory=list)
    """passes done, and the machine then"""

    def __post_init__(self) -> None:
        """Begin with small random weights."""
        self.machine = rbm.untrained(SIDE * SIDE, self.settings.hidden, self.settings.seed)
        self._rng = np.random.default_rng(self.settings.seed)
        self._keep()

    def _keep(self) -> None:
        test = digits()[1]
        self.errors.append(float(((rbm.rebuilt(self.machine, test) - test) ** 2).mean()))
        self.ages.append((len(self.errors) - 1, self.machine))

    @property
    def done(self) -> bool:
        """Whether it has learnt to the end."""
        return len(self.errors) > self.settings.epochs

    def advance(self, seconds: float) -> None:
        """Learn for about so long, in whole passes, or to the end."""
        until = time.perf_counter() + seconds
        while not self.done and time.perf_counter() < until:
            self.epoch()

    def epoch(self) -> None:
        """Learn from all digits once."""
        learn = digits()[0]
        for pick in np.array_split(self._rng.permutation(len(learn)), len(learn) // self.settings.batch):
            seen = rbm.drawn(learn[pick], self._rng)
            model = seen
            for _ in range(self.settings.gibbs):
                model = rbm.gibbs(self.machine, model, self._rng).visible
            towards = rbm.direction(self.machine, seen, model)
            self.machine = rbm.moved(self.machine, towards, self.settings.rate, decay=1e-4)
        self._keep()
