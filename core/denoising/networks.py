"""The networks of the lesson: two kinds of autoencoder for 28×28 pictures, a denoiser for photos."""

import torch
from torch import Tensor, nn

from core.denoising.sizes import BOTTLENECKS, HIDDEN, SIDE, STACK


def normed(layer: nn.Conv2d | nn.ConvTranspose2d) -> list[nn.Module]:
    """Return a layer with batch normalisation and the bend behind it (Ioffe & Szegedy, 2015)."""
    return [layer, nn.BatchNorm2d(layer.out_channels), nn.ReLU()]


def denoiser(width: int = 40, code: int = 12) -> nn.Sequential:
    """Return the denoising autoencoder: spoilt pictures (B, 1, 28, 28) to clean ones, in 0..1 but for a rest.

    The bottleneck in its middle lets 588 numbers through, fewer than the 784 pixels. Rearranging 2×2 pixels
    into channels at both ends costs nothing and saves three quarters of the work (Shi et al., 2016).
    """
    wide = 2 * width
    return nn.Sequential(
        nn.PixelUnshuffle(2),  # (B, 4, 14, 14)
        *normed(nn.Conv2d(4, width, 3, padding=1)),  # (B, 40, 14, 14)
        *normed(nn.Conv2d(width, width, 3, padding=1)),
        *normed(nn.Conv2d(width, wide, 3, 2, 1)),  # (B, 80, 7, 7)
        *normed(nn.Conv2d(wide, wide, 3, padding=1)),
        nn.Conv2d(wide, code, 1),  # (B, 12, 7, 7): the bottleneck
        *normed(nn.Conv2d(code, wide, 3, padding=1)),
        *normed(nn.ConvTranspose2d(wide, width, 4, 2, 1)),  # (B, 40, 14, 14)
        *normed(nn.Conv2d(width, width, 3, padding=1)),
        nn.Conv2d(width, 4, 3, padding=1),
        nn.PixelShuffle(2),  # (B, 1, 28, 28)
    )


class Autoencoder(nn.Module):
    """Through a bottleneck of `code` numbers: `encoder` (B, 784) to (B, code), `decoder` back, in 0..1."""

    def __init__(self, code: int, wide: int = 192, narrow: int = 128) -> None:
        """Build it untrained."""
        super().__init__()
        pixels = SIDE * SIDE
        self.encoder = nn.Sequential(
            nn.Linear(pixels, wide), nn.ReLU(), nn.Linear(wide, narrow), nn.ReLU(), nn.Linear(narrow, code)
        )
        self.decoder = nn.Sequential(
            nn.Linear(code, narrow), nn.ReLU(), nn.Linear(narrow, wide), nn.ReLU(),
            nn.Linear(wide, pixels), nn.Sigmoid(),
        )  # fmt: skip

    def forward(self, x: Tensor) -> Tensor:
        """Return pictures (B, 784) rebuilt."""
        return self.decoder(self.encoder(x))


class BottleneckFamily(nn.Module):
    """The family: the same autoencoder with seven bottlenecks, each learnt by itself."""

    def __init__(self, widths: tuple[int, ...] = BOTTLENECKS) -> None:
        """Build them untrained."""
        super().__init__()
        self.family = nn.ModuleDict({str(width): Autoencoder(width) for width in widths})

    def forward(self, pictures: Tensor) -> Tensor:
        """Return pictures (B, 1, 28, 28) rebuilt through each bottleneck: (B, widths, 28, 28)."""
        flat = pictures.flatten(1)
        rebuilt = [member(flat).view(-1, SIDE, SIDE) for member in self.family.values()]
        return torch.stack(rebuilt, 1)


class PhotoDenoiser(nn.Module):
    """For photos (B, 3, H, W) of any even size in 0..1: draws the clean photo.

    It works at half size on 2×2 pixels as channels, as FFDNet does (Zhang et al., 2018), and is told nothing
    of the strength of the noise. To predict the noise instead, as DnCNN does, began much more slowly.
    """

    def __init__(self, width: int = 48, layers: int = 6) -> None:
        """Build it untrained, with `layers` convolutions between the first and the last."""
        super().__init__()
        middle = [part for _ in range(layers) for part in normed(nn.Conv2d(width, width, 3, padding=1))]
        self.layers = nn.Sequential(
            nn.PixelUnshuffle(2), nn.Conv2d(12, width, 3, padding=1), nn.ReLU(),
            *middle,
            nn.Conv2d(width, 12, 3, padding=1), nn.PixelShuffle(2),
        )  # fmt: skip

    def forward(self, photos: Tensor) -> Tensor:
        """Return photos of the same size, in 0..1 but for a rest."""
        return self.layers(photos)


class Stack(nn.Module):
    """Layers of `STACK` logistic units, as in 2006, each with a layer back to the one below."""

    def __init__(self, units: tuple[int, ...] = STACK) -> None:
        """Build it untrained."""
        super().__init__()
        sizes = list(zip((SIDE * SIDE, *units[:-1]), units, strict=True))
        self.up = nn.ModuleList(nn.Linear(below, above) for below, above in sizes)
        self.down = nn.ModuleList(nn.Linear(above, below) for below, above in sizes)

    def climb(self, x: Tensor, layers: int) -> Tensor:
        """Return what the given number of layers makes of pictures (B, 784)."""
        for layer in self.up[:layers]:
            x = layer(x).sigmoid()
        return x

    def back(self, layer: int, code: Tensor) -> Tensor:
        """Return what one layer down makes of units (B, above): (B, below) in 0..1."""
        return self.down[layer](code).sigmoid()

    def forward(self, pictures: Tensor) -> Tensor:
        """Return pictures (B, 784) rebuilt from the first layer, the first two, ... all: (B, layers, 784)."""
        made = []
        for height in range(1, len(self.up) + 1):
            code = self.climb(pictures, height)
            for layer in reversed(range(height)):
                code = self.back(layer, code)
            made.append(code)
        return torch.stack(made, 1)


class RbmAges(nn.Module):
    """A restricted Boltzmann machine at several ages: what core.denoising.rbm computes with, in one file."""

    def __init__(self, ages: int, visible: int = SIDE * SIDE, hidden: int = HIDDEN) -> None:
        """Build them with all weights 0."""
        super().__init__()
        self.weights = nn.Parameter(torch.zeros(ages, visible, hidden))
        self.visible = nn.Parameter(torch.zeros(ages, visible))
        self.hidden = nn.Parameter(torch.zeros(ages, hidden))

    def forward(self, v: Tensor) -> Tensor:
        """Return the chance of each hidden unit (B, hidden) at visible units (B, 784), at the last age."""
        return (self.hidden[-1] + v @ self.weights[-1]).sigmoid()
