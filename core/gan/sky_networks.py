"""A small class-conditional generator of colour pictures of 64×64 pixels.

It doubles the size by repeating pixels and convolves afterwards, so no checkerboard comes in as from
transposed convolutions (Odena et al., 2016). The code, latents and class weights, is heard again in every
layer: it scales and shifts what batch normalisation made alike (as in BigGAN, Brock et al., 2019).
"""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from core.gan.codes import LATENT, SKY_CLASSES

CODE = LATENT + SKY_CLASSES


class Modulated(nn.Module):
    """Batch normalisation whose scale and shift come from the code, then ReLU."""

    def __init__(self, channels: int) -> None:
        """Build it for maps of so many channels."""
        super().__init__()
        self.norm = nn.BatchNorm2d(channels, affine=False)
        self.said = nn.Linear(CODE, 2 * channels)

    def forward(self, x: Tensor, codes: Tensor) -> Tensor:
        """Map (B, C, H, W) with codes (B, 68) to the same shape."""
        scale, shift = self.said(codes)[:, :, None, None].chunk(2, 1)
        return torch.relu(torch.addcmul(shift, self.norm(x), 1 + scale))


class Doubled(nn.Module):
    """A 3×3 convolution of maps whose pixels were repeated to twice the size: (B, C, S, S) to (B, D, 2S, 2S).

    Each new pixel sees 2×2 old ones, so one transposed convolution gives the same in 4/9 of the products.
    """

    def __init__(self, n_in: int, n_out: int) -> None:
        """Build it untrained."""
        super().__init__()
        self.weight = nn.Parameter(nn.init.kaiming_normal_(torch.empty(n_out, n_in, 3, 3)))

    def forward(self, x: Tensor) -> Tensor:
        """Return the larger maps."""
        kernel = self.weight.transpose(0, 1).flip(2, 3)  # (C, D, 3, 3)
        spread = sum(F.pad(kernel, (right, 1 - right, down, 1 - down)) for right in (0, 1) for down in (0, 1))
        return F.conv_transpose2d(x, spread, stride=2, padding=1)


class Generator(nn.Module):
    """From noise to a picture: codes (B, 68) to (B, 3, 64, 64) in 0..1; 0.3 million parameters."""

    WIDTHS = (96, 96, 64, 48, 16)
    """channels at 4×4, 8×8 … 64×64"""

    def __init__(self) -> None:
        """Build it untrained."""
        super().__init__()
        pairs = list(zip(self.WIDTHS, self.WIDTHS[1:], strict=False))
        self.first = nn.Linear(CODE, self.WIDTHS[0] * 4 * 4, bias=False)
        self.norms = nn.ModuleList(Modulated(width) for width in self.WIDTHS)
        self.layers = nn.ModuleList(Doubled(a, b) for a, b in pairs)
        self.paint = nn.Conv2d(self.WIDTHS[-1], 3, 3, padding=1)

    def forward(self, codes: Tensor) -> Tensor:
        """Return pictures."""
        x = self.first(codes).unflatten(1, (self.WIDTHS[0], 4, 4))
        x = self.norms[0](x, codes)
        for layer, norm in zip(self.layers, self.norms[1:], strict=True):
            x = norm(layer(x), codes)
        return torch.sigmoid(self.paint(x))


class Ages(nn.Module):
    """The same generator at several times of its training, the finished one last."""

    def __init__(self, count: int) -> None:
        """Build `count` untrained generators."""
        super().__init__()
        self.generators = nn.ModuleList(Generator() for _ in range(count))

    def forward(self, codes: Tensor) -> Tensor:
        """Return of codes (B, 68) pictures (B, ages, 3, 64, 64) in 0..1, the youngest first."""
        return torch.stack([generator(codes) for generator in self.generators], 1)
