"""The enlarging networks: SRResNet (Ledig et al., 2017) without normalisation (EDSR, Lim et al., 2017)."""

from torch import Tensor, nn
from torch.nn import functional as F

SIZES = {2: (40, 3), 4: (48, 8)}
"""width and residual blocks by factor: ×2 is small, as it works on as many pixels as the photo has"""


class Residual(nn.Module):
    """Two 3×3 convolutions whose result is added to what came in."""

    def __init__(self, width: int) -> None:
        """Build it so that it changes little at first."""
        super().__init__()
        self.first = nn.Conv2d(width, width, 3, padding=1)
        self.second = nn.Conv2d(width, width, 3, padding=1)
        nn.init.kaiming_normal_(self.second.weight, a=0.0)
        self.second.weight.data *= 0.1

    def forward(self, x: Tensor) -> Tensor:
        """Map (B, width, H, W) to the same shape."""
        return x + self.second(F.relu(self.first(x)))


def tail(width: int, scale: int) -> nn.Sequential:
    """Return what turns maps (B, width, H, W) into a picture (B, 3, scale·H, scale·W).

    Pixels are grown out of channels (Shi et al., 2016); ×4 in two goes, with a last look at full size.
    """
    if scale == 2:
        return nn.Sequential(nn.Conv2d(width, 12, 3, padding=1), nn.PixelShuffle(2))
    half, quarter = width // 2, width // 4
    return nn.Sequential(
        nn.Conv2d(width, 4 * half, 3, padding=1), nn.PixelShuffle(2), nn.ReLU(),
        nn.Conv2d(half, 4 * quarter, 3, padding=1), nn.PixelShuffle(2), nn.ReLU(),
        nn.Conv2d(quarter, 3, 3, padding=1),
    )  # fmt: skip


class Enlarger(nn.Module):
    """A photo (B, 3, H, W) in 0..1 to one `scale` times as large: what it adds to plain enlarging."""

    def __init__(self, scale: int, width: int | None = None, blocks: int | None = None) -> None:
        """Build it untrained, in the size of `SIZES` unless told otherwise; `scale` is 2 or 4."""
        super().__init__()
        width, blocks = width or SIZES[scale][0], SIZES[scale][1] if blocks is None else blocks
        self.scale, self.blocks = scale, blocks
        self.head = nn.Conv2d(3, width, 3, padding=1)
        self.body = nn.Sequential(
            *(Residual(width) for _ in range(blocks)), nn.Conv2d(width, width, 3, padding=1)
        )
        self.tail = tail(width, scale)
        for layer in self.tail:
            if isinstance(layer, nn.Conv2d):
                last = layer
        last.weight.data *= 0.1  # so that it begins close to plain enlarging

    def forward(self, x: Tensor) -> Tensor:
        """Map (B, 3, H, W) in 0..1 to (B, 3, scale·H, scale·W), in 0..1 but for a rest."""
        maps = self.head(x)
        drawn = self.tail(maps + self.body(maps))
        return drawn + F.interpolate(x, scale_factor=float(self.scale), mode="bilinear", align_corners=False)


def reach(scale: int) -> int:
    """Return how many pixels of the small photo around one have a say in what is painted there."""
    _, blocks = SIZES[scale]
    at_size = 2 + 2 * blocks  # head, body
    return at_size + (1 if scale == 2 else 3)  # the tail's three layers look ever less far; up to 3 at most
