"""The U-Net of this project (Ronneberger et al., 2015), with and without its bridges."""

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from core.shared.everyday_net import EverydayNet, conv

MEAN, STD = (0.480, 0.448, 0.398), (0.277, 0.269, 0.282)
COARSEST = 16
"""pixels of the photo to a side of one pixel of the smallest maps; inputs are multiples of it"""
DOWN = (32, 64, 128, 224)
"""channels of the way down, from half the size to a sixteenth"""
UP = (96, 64, 32)
"""channels of the way up, from an eighth of the size to half"""


class Up(nn.Module):
    """One step up: grow by a transposed convolution, lay the bridge's maps beside it, convolve twice."""

    def __init__(self, n_in: int, n_bridge: int, n_out: int) -> None:
        super().__init__()
        self.grow = nn.ConvTranspose2d(n_in, n_out, 2, stride=2)
        self.mix = nn.Sequential(conv(n_bridge + n_out, n_out, 3), conv(n_out, n_out, 3))

    def forward(self, x: Tensor, bridge: Tensor | None) -> Tensor:
        """Map (B, n_in, h, w) and, over a bridge, (B, n_bridge, 2h, 2w) to (B, n_out, 2h, 2w)."""
        x = self.grow(x)
        return self.mix(x if bridge is None else torch.cat([bridge, x], 1))


class Bridged(nn.Module):
    """A U-Net on a backbone: its stem and stages are the way down, the way up begins from nothing.

    `down` and `up` are the channels of each step. Without `bridges` all there is to draw from are the
    smallest maps. A subclass says how photos go down (`down`).
    """

    def __init__(
        self,
        backbone: nn.Module,
        down: Sequence[int],
        up: Sequence[int],
        classes: int,
        bridges: bool,
    ) -> None:
        super().__init__()
        self.bridges = bridges
        self.stem, self.stages = backbone.stem, backbone.stages
        widths = zip((down[-1], *up[:-1]), down[-2::-1], up, strict=True)
        self.ups = nn.ModuleList(Up(a, b if bridges else 0, c) for a, b, c in widths)
        self.head = nn.Conv2d(up[-1], classes, 1)

    def up(self, maps: list[Tensor]) -> list[Tensor]:
        """Map the way down, finest maps first, to the way up, coarsest first, ending at half the size."""
        x, made = maps[-1], []
        for step, bridge in zip(self.ups, maps[-2::-1], strict=True):
            x = step(x, bridge if self.bridges else None)
            made.append(x)
        return made

    def scores(self, x: Tensor) -> Tensor:
        """Map photos (B, 3, H, W) in 0..1, sides multiples of COARSEST, to logits (B, classes, H/2, W/2)."""
        return self.head(self.up(self.down(x))[-1])

    def forward(self, x: Tensor) -> Tensor:
        """Map photos (B, 3, H, W) in 0..1, sides multiples of COARSEST, to logits (B, classes, H, W)."""
        return F.interpolate(self.scores(x), scale_factor=2, mode="bilinear", align_corners=False)


class UNet(Bridged):
    """A photo to one score a class and pixel; 3.2 million parameters, down the bundled classifier's trunk."""

    def __init__(self, classes: int = 11, bridges: bool = True) -> None:
        super().__init__(EverydayNet(), DOWN, UP, classes, bridges)
        self.register_buffer("mean", torch.tensor(MEAN).view(1, 3, 1, 1), persistent=False)
        self.register_buffer("std", torch.tensor(STD).view(1, 3, 1, 1), persistent=False)

    def down(self, x: Tensor) -> list[Tensor]:
        """Map photos (B, 3, H, W) in 0..1 to the way down: (B, 32, H/2, W/2) to (B, 224, H/16, W/16)."""
        x = self.stem((x - self.mean) / self.std)
        maps = []
        for stage in self.stages:
            x = stage(x)
            maps.append(x)
        return maps
