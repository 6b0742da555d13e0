"""This project's U-Net (Ronneberger et al., 2015) on EfficientNet-Lite0, with and without its bridges."""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from core.shared.efficientnet_lite import EfficientNetLite
from core.shared.everyday_net import conv

COARSEST = 32
"""pixels of the photo to a side of one pixel of the smallest maps; inputs are multiples of it"""
DOWN = (16, 24, 40, 112, 320)
"""channels of the way down, from half the size to a thirty-second"""
LEVELS = ((0,), (1,), (2,), (3, 4), (5, 6))
"""the backbone's stages that make up each step down"""
UP = (128, 64, 32, 16)
"""channels of the way up, from a sixteenth of the size to half"""


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


class UNet(nn.Module):
    """A photo to one score a class and pixel; 4.1 million parameters.

    The way down is EfficientNet-Lite0 without its head, the way up begins from nothing. Without `bridges` all
    there is to draw from are the smallest maps.
    """

    def __init__(self, classes: int = 11, bridges: bool = True) -> None:
        super().__init__()
        backbone = EfficientNetLite()
        self.bridges = bridges
        self.stem, self.stages = backbone.stem, backbone.stages
        widths = zip((DOWN[-1], *UP[:-1]), DOWN[-2::-1], UP, strict=True)
        self.ups = nn.ModuleList(Up(a, b if bridges else 0, c) for a, b, c in widths)
        self.head = nn.Conv2d(UP[-1], classes, 1)

    def down(self, x: Tensor) -> list[Tensor]:
        """Map photos (B, 3, H, W) in 0..1 to the way down: (B, 16, H/2, W/2) to (B, 320, H/32, W/32)."""
        x = self.stem((255 * x - 127) / 128)
        maps = []
        for level in LEVELS:
            for stage in level:
                x = self.stages[stage](x)
            maps.append(x)
        return maps

    def up(self, maps: list[Tensor]) -> list[Tensor]:
        """Map the way down to the way up: (B, 128, H/16, W/16) to (B, 16, H/2, W/2)."""
        x, made = maps[-1], []
        for step, bridge in zip(self.ups, maps[-2::-1], strict=True):
            x = step(x, bridge if self.bridges else None)
            made.append(x)
        return made

    def scores(self, x: Tensor) -> Tensor:
        """Map photos (B, 3, H, W) in 0..1, H and W multiples of 32, to logits (B, classes, H/2, W/2)."""
        return self.head(self.up(self.down(x))[-1])

    def forward(self, x: Tensor) -> Tensor:
        """Map photos (B, 3, H, W) in 0..1, H and W multiples of 32, to logits (B, classes, H, W)."""
        return F.interpolate(self.scores(x), scale_factor=2, mode="bilinear", align_corners=False)
