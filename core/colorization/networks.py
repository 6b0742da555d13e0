"""The networks of the lesson: one that colours grey photos in two ways, one that fills holes."""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from core.shared.efficientnet_lite import EfficientNetLite

COLOURS = 309
"""colours to choose among: core.colorization.bins.centres()"""
SPREAD = 50.0
"""a and b are divided by this inside the network"""


def bent(n_in: int, n_out: int, size: int = 3) -> nn.Sequential:
    """Return convolution, batch normalisation and ReLU that keep the size."""
    kernel = nn.Conv2d(n_in, n_out, size, padding=size // 2, bias=False)
    return nn.Sequential(kernel, nn.BatchNorm2d(n_out), nn.ReLU())


class Colouring(nn.Module):
    """Lightness and hints in, colours out, twice: the mean colour, and the chances of `COLOURS` colours.

    EfficientNet-Lite0 sees the grey photo, its maps are joined on the way up to a quarter of the size. Hints
    (Zhang et al., 2017) enter at each of the joins: at the bottom they reach the whole thing, at the top its
    edges. Lite0 itself never sees them, so that it can stay as it is while the rest learns.
    """

    def __init__(self, deep: int = 128, middle: int = 96, width: int = 64) -> None:
        """Build it untrained: `deep` channels at 1/32 and 1/16 of the size, `middle`, `width` at 1/8, 1/4."""
        super().__init__()
        lite = EfficientNetLite()
        self.stem, self.stages = lite.stem, lite.stages[:6]  # the last stage and the head see no colours
        self.scene = nn.Linear(192, deep)
        widths = (deep, deep, middle, width)
        self.sides = nn.ModuleList(
            nn.Conv2d(n + 3, wide, 1) for n, wide in zip((192, 112, 40, 24), widths, strict=True)
        )
        self.joins = nn.ModuleList(
            (
                nn.Sequential(bent(deep, deep), bent(deep, deep)),
                nn.Sequential(bent(deep, deep), bent(deep, deep), nn.Conv2d(deep, middle, 1)),
                nn.Sequential(bent(middle, middle), nn.Conv2d(middle, width, 1)),
                nn.Sequential(bent(width, width), bent(width, width)),
            )
        )
        self.mean = nn.Sequential(bent(width, width), nn.Conv2d(width, 2, 1))
        self.chances = nn.Sequential(bent(width, width), nn.Conv2d(width, COLOURS, 1))

    def look(self, light: Tensor) -> list[Tensor]:
        """Return Lite0's maps of L / 100 (B, 1, H, W) at 1/32, 1/16, 1/8 and 1/4 of the size."""
        grey = ((light * 255 - 127) / 128).expand(-1, 3, -1, -1)
        x, maps = self.stem(grey), []
        for stage in self.stages:
            x = stage(x)
            maps.append(x)
        return [maps[5], maps[4], maps[2], maps[1]]

    def join(self, maps: list[Tensor], hints: Tensor) -> Tensor:
        """Return what both ways share (B, width, H/4, W/4) of Lite0's maps and hints (B, 3, H, W)."""
        y = None
        for cell, side, join, seen in zip((32, 16, 8, 4), self.sides, self.joins, maps, strict=True):
            new = side(torch.cat([seen, gathered(hints, cell)], 1))
            if y is None:
                y = new + self.scene(seen.mean((2, 3)))[:, :, None, None]
            else:
                y = F.interpolate(y, size=new.shape[-2:], mode="bilinear", align_corners=False) + new
            y = join(y)
        return y

    def forward(self, light: Tensor, hints: Tensor) -> tuple[Tensor, Tensor]:
        """Map L / 100 (B, 1, H, W) and hints (B, 3, H, W), sides multiples of 4, to colours at H/4 × W/4.

        A hint is a / 50, b / 50 and 1 where it lies, else 0, 0, 0. Returns ab (B, 2, ...) and logits
        (B, COLOURS, ...).
        """
        y = self.join(self.look(light), hints)
        return self.mean(y) * SPREAD, self.chances(y)


def gathered(hints: Tensor, cell: int) -> Tensor:
    """Return hints (B, 3, H, W) in cells of so many pixels: the mean colour of a cell's hints, and 1."""
    few = F.avg_pool2d(hints, cell, ceil_mode=True)
    return few / few[:, 2:].clamp_min(1e-6)


class Gated(nn.Module):
    """A convolution that decides place by place how much it says (Yu et al., 2019): a hole says less."""

    def __init__(
        self, n_in: int, n_out: int, size: int = 3, stride: int = 1, spread: int = 1, loud: float = 2.0
    ) -> None:
        """Build it untrained; `spread` is the distance of the places that it looks at."""
        super().__init__()
        around = spread * (size // 2)
        self.what = nn.Conv2d(n_in, n_out, size, stride, around, spread)
        self.gate = nn.Conv2d(n_in, n_out, 1, stride)
        nn.init.kaiming_normal_(self.what.weight, nonlinearity="linear")
        self.what.weight.data *= loud  # twice as loud as usual: gates begin half open
        nn.init.zeros_(self.what.bias)
        nn.init.zeros_(self.gate.bias)

    def forward(self, x: Tensor) -> Tensor:
        """Map (B, n_in, H, W) to (B, n_out, ⌈H/stride⌉, ⌈W/stride⌉)."""
        return F.elu(self.what(x)) * self.gate(x).sigmoid()


class Inpainter(nn.Module):
    """A photo with a hole in, a whole one out: gated convolutions, in its middle at a quarter of the size.

    Layers that look ever farther (up to 16 of their pixels) carry what surrounds a hole into its middle.
    """

    def __init__(self, width: int = 16, deep: int = 96) -> None:
        """Build it untrained: `width` channels at full size, twice as many at half, `deep` at a quarter."""
        super().__init__()
        half = 2 * width
        self.first = Gated(4, width, 5)
        self.down = nn.ModuleList(
            (
                nn.Sequential(Gated(width, half, 3, 2), Gated(half, half)),
                nn.Sequential(Gated(half, deep, 3, 2), Gated(deep, deep)),
            )
        )
        self.far = nn.ModuleList(Gated(deep, deep, 3, 1, spread, 0.5) for spread in (1, 2, 4, 8, 2, 1))
        self.up = nn.ModuleList((Gated(deep + half, half), Gated(half + width, width)))
        self.last = nn.Conv2d(width, 3, 3, padding=1)

    def forward(self, photo: Tensor, hole: Tensor) -> Tensor:
        """Map photos (B, 3, H, W) in 0..1 and holes (B, 1, H, W), 1 where nothing is, to filled photos.

        Sides are multiples of 4. What is in the hole of the photo is not looked at.
        """
        known = 1 - hole
        x = torch.cat([(photo - 0.5) * known, hole], 1)
        full = self.first(x)
        half = self.down[0](full)
        y = self.down[1](half)
        for layer in self.far:
            y = y + layer(y)
        for layer, side in zip(self.up, (half, full), strict=True):
            y = F.interpolate(y, scale_factor=2.0, mode="nearest")
            y = layer(torch.cat([y, side], 1))
        return photo * known + (self.last(y) + 0.5) * hole
