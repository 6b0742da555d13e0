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
    (Zhang et al., 2017) enter at both ends: at the bottom they reach the whole thing, at the top its edges.
    """

    def __init__(self, width: int = 96) -> None:
        """Build it untrained."""
        super().__init__()
        lite = EfficientNetLite()
        self.stem, self.stages = lite.stem, lite.stages[:6]  # the last stage and the head see no colours
        self.hint = nn.Conv2d(3, 32, 3, stride=2, padding=1)
        nn.init.zeros_(self.hint.weight)
        nn.init.zeros_(self.hint.bias)
        self.scene = nn.Linear(192, width)
        self.sides = nn.ModuleList(nn.Conv2d(n, width, 1) for n in (192, 112, 40, 24))
        self.joins = nn.ModuleList(bent(width, width) for _ in range(3))
        self.ends = nn.Sequential(bent(width + 3, width), bent(width, width))
        self.mean = nn.Sequential(bent(width, width), nn.Conv2d(width, 2, 1))
        self.chances = nn.Sequential(bent(width, width), nn.Conv2d(width, COLOURS, 1))

    def forward(self, light: Tensor, hints: Tensor) -> tuple[Tensor, Tensor]:
        """Map L / 100 (B, 1, H, W) and hints (B, 3, H, W), sides multiples of 4, to colours at H/4 × W/4.

        A hint is a / 50, b / 50 and 1 where it lies, else 0, 0, 0. Returns ab (B, 2, ...) and logits
        (B, COLOURS, ...).
        """
        grey = ((light * 255 - 127) / 128).expand(-1, 3, -1, -1)
        x, maps = self.stem(grey) + self.hint(hints), []
        for stage in self.stages:
            x = stage(x)
            maps.append(x)
        wanted = [maps[5], maps[4], maps[2], maps[1]]  # strides 32, 16, 8, 4
        first, *others = (side(x) for side, x in zip(self.sides, wanted, strict=True))
        y = first + self.scene(maps[5].mean((2, 3)))[:, :, None, None]
        for join, side in zip(self.joins, others, strict=True):
            y = join(F.interpolate(y, size=side.shape[-2:], mode="bilinear", align_corners=False) + side)
        y = self.ends(torch.cat([y, F.avg_pool2d(hints, 4) * 4], 1))
        return self.mean(y) * SPREAD, self.chances(y)


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

    def __init__(self, width: int = 24) -> None:
        """Build it untrained, with `width` channels at full size and up to four times as many below."""
        super().__init__()
        half, deep = 2 * width, 4 * width
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
