"""A small class-conditional DCGAN (Radford et al., 2016) for grey pictures of 28×28 pixels.

The class goes into both networks as ten weights, one-hot for a class: in between lies a blend, so a morph
from a bag to a boot is a straight line. What the generator starts from is called a code here: 64 latent
numbers, drawn from the normal distribution, then the ten weights.
"""

import torch
from torch import Tensor, nn

from core.gan.codes import CLASSES, CODE, LATENT

SIDE = 28
"""pixels of a picture's side"""


class Generator(nn.Module):
    """From noise to a picture: codes (B, 74) to (B, 1, 28, 28) in 0..1."""

    def __init__(self, width: int = 96) -> None:
        """Build it untrained; `width` is the number of channels at 7×7."""
        super().__init__()
        half = width // 2
        self.first = nn.Linear(CODE, width * 7 * 7, bias=False)
        self.layers = nn.Sequential(
            nn.Unflatten(1, (width, 7, 7)),  # (B, 96, 7, 7)
            nn.BatchNorm2d(width), nn.ReLU(),
            nn.ConvTranspose2d(width, half, 4, 2, 1, bias=False),  # (B, 48, 14, 14)
            nn.BatchNorm2d(half), nn.ReLU(),
            nn.ConvTranspose2d(half, 1, 4, 2, 1), nn.Sigmoid(),  # (B, 1, 28, 28)
        )  # fmt: skip

    def forward(self, codes: Tensor) -> Tensor:
        """Return pictures."""
        return self.layers(self.first(codes))


class Discriminator(nn.Module):
    """From a picture (B, 1, 28, 28) and its class weights (B, 10) to a logit (B,): above 0 it says "real".

    The class is compared with what was seen by a product (the projection of Miyato & Koyama, 2018).
    """

    def __init__(self, width: int = 32) -> None:
        """Build it untrained; `width` is the number of channels at 14×14."""
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(1, width, 4, 2, 1), nn.LeakyReLU(0.2),  # (B, 32, 14, 14)
            nn.Conv2d(width, 2 * width, 4, 2, 1), nn.LeakyReLU(0.2),  # (B, 64, 7, 7)
            nn.Conv2d(2 * width, 4 * width, 3, 2, 1), nn.LeakyReLU(0.2),  # (B, 128, 4, 4)
            nn.Flatten(),  # (B, 2048)
        )  # fmt: skip
        self.real = nn.Linear(4 * width * 4 * 4, 1)
        self.of_class = nn.Linear(CLASSES, 4 * width * 4 * 4, bias=False)

    def forward(self, pictures: Tensor, classes: Tensor) -> Tensor:
        """Return logits."""
        seen = self.layers(2 * pictures - 1)
        return self.real(seen)[:, 0] + (self.of_class(classes) * seen).sum(1)


class Pair(nn.Module):
    """Both networks: from codes to pictures and what the discriminator says to them."""

    def __init__(self) -> None:
        """Build both untrained."""
        super().__init__()
        self.generator, self.discriminator = Generator(), Discriminator()

    def forward(self, codes: Tensor) -> tuple[Tensor, Tensor]:
        """Return pictures (B, 1, 28, 28) in 0..1 and logits (B,)."""
        pictures = self.generator(codes)
        return pictures, self.discriminator(pictures, codes[:, LATENT:])


class Ages(nn.Module):
    """The same generator at several times of its training: of the same code a picture from each."""

    def __init__(self, count: int) -> None:
        """Build `count` untrained generators."""
        super().__init__()
        self.generators = nn.ModuleList(Generator() for _ in range(count))

    def forward(self, codes: Tensor) -> Tensor:
        """Return pictures (B, ages, 28, 28) in 0..1, the youngest first."""
        return torch.cat([generator(codes) for generator in self.generators], 1)
