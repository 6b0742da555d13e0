"""A network that makes movements out of noise: flow matching (Lipman et al., 2023) over a signal in time.

It sees a signal part way between noise and movement, and what should happen at each moment, and says in
which direction a movement lies. All layers slide along time, so a signal of any length is made in one piece.
"""

import itertools

import torch
from torch import Tensor, nn

CONDITIONS = 7  # six activities, and what lies between two of them
CHANNELS = 6


class Block(nn.Module):
    """Look along time in each channel, mix the channels, add what came in (ConvNeXt, Liu et al., 2022)."""

    def __init__(self, width: int, dilation: int = 1) -> None:
        super().__init__()
        self.look = nn.Conv1d(width, width, 7, padding=3 * dilation, dilation=dilation, groups=width)
        self.widen = nn.Conv1d(width, 2 * width, 1)
        self.narrow = nn.Conv1d(2 * width, width, 1)
        nn.init.zeros_(self.narrow.weight), nn.init.zeros_(self.narrow.bias)

    def forward(self, x: Tensor) -> Tensor:
        """Map (B, width, T) to the same shape."""
        y = self.look(x)
        y = (y - y.mean(1, keepdim=True)) * torch.rsqrt(y.var(1, keepdim=True, unbiased=False) + 1e-5)
        return x + self.narrow(nn.functional.silu(self.widen(y)))


class ActivityGenerator(nn.Module):
    """A U-Net over time: four samples at once, twice half as fine, and back with what was seen on the way."""

    WIDTHS = (48, 72, 96)

    def __init__(self) -> None:
        super().__init__()
        w = self.WIDTHS
        self.stem = nn.Conv1d(CHANNELS + CONDITIONS + 1, w[0], 8, 4, 2)
        self.down = nn.ModuleList(nn.Sequential(Block(n), Block(n, 2)) for n in w[:-1])
        self.coarser = nn.ModuleList(nn.Conv1d(a, b, 4, 2, 1) for a, b in itertools.pairwise(w))
        self.middle = nn.Sequential(Block(w[-1]), Block(w[-1], 2), Block(w[-1], 4))
        self.finer = nn.ModuleList(nn.ConvTranspose1d(b, a, 4, 2, 1) for a, b in itertools.pairwise(w))
        self.up = nn.ModuleList(nn.Sequential(Block(n), Block(n, 2)) for n in w[:-1])
        self.head = nn.ConvTranspose1d(w[0], CHANNELS, 8, 4, 2)

    def forward(self, x: Tensor) -> Tensor:
        """Map (B, 14, T), T a multiple of 16, to the direction (B, 6, T).

        Channels: the signal so far, one-hot what should happen when, how far it is (0 noise, 1 done).
        """
        x = self.stem(x)
        seen = []
        for down, coarser in zip(self.down, self.coarser, strict=True):
            x = down(x)
            seen.append(x)
            x = coarser(x)
        x = self.middle(x)
        for up, finer, skip in zip(reversed(self.up), reversed(self.finer), reversed(seen), strict=True):
            x = up(finer(x) + skip)
        return self.head(x)
