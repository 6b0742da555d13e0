"""A variational autoencoder (Kingma & Welling, 2014): a picture becomes a cloud of codes, not one point.

Its loss is −ELBO, in nats: what rebuilding costs, plus how far the cloud is from the standard normal
distribution. So codes drawn from that distribution give pictures too, and the map of codes has no holes.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from core.denoising.networks import Autoencoder
from core.denoising.sizes import SIDE

LATENT, WIDE, NARROW = 2, 176, 128


class VAE(nn.Module):
    """`encoder`: (B, 784) to means and log variances (B, 2 · latent); `decoder`: (B, latent) to (B, 784)."""

    def __init__(self, latent: int = LATENT, wide: int = WIDE, narrow: int = NARROW) -> None:
        """Build it untrained."""
        super().__init__()
        pixels = SIDE * SIDE
        self.encoder = nn.Sequential(
            nn.Linear(pixels, wide), nn.ReLU(), nn.Linear(wide, narrow), nn.ReLU(),
            nn.Linear(narrow, 2 * latent),
        )  # fmt: skip
        self.decoder = nn.Sequential(
            nn.Linear(latent, narrow), nn.ReLU(), nn.Linear(narrow, wide), nn.ReLU(),
            nn.Linear(wide, pixels), nn.Sigmoid(),
        )  # fmt: skip

    def posterior(self, pictures: Tensor) -> tuple[Tensor, Tensor]:
        """Return mean and log variance (B, latent) of the codes of pictures (B, 1, 28, 28) in 0..1."""
        mean, log_variance = self.encoder(pictures.flatten(1)).chunk(2, 1)
        return mean, log_variance

    def logits(self, codes: Tensor) -> Tensor:
        """Return pictures (B, 784) of codes (B, latent), before the logistic function."""
        return self.decoder[:-1](codes)

    def forward(self, pictures: Tensor) -> Tensor:
        """Return pictures (B, 1, 28, 28) rebuilt from the middle of their clouds."""
        return self.decoder(self.posterior(pictures)[0]).view(-1, 1, SIDE, SIDE)


def plain() -> Autoencoder:
    """Return the untrained twin: as deep and wide, but a picture is one code, not a cloud."""
    return Autoencoder(LATENT, WIDE, NARROW)


def draw(mean: Tensor, log_variance: Tensor) -> Tensor:
    """Draw a code of each cloud so that its gradient reaches mean and variance: mean + spread · noise."""
    return mean + (log_variance / 2).exp() * torch.randn_like(mean)


def reconstruction(logits: Tensor, pictures: Tensor) -> Tensor:
    """Return −log p(x | z) in nats (B,): pixels (B, 784) in 0..1 are chances of white, as in the paper."""
    return F.binary_cross_entropy_with_logits(logits, pictures, reduction="none").sum(1)


def divergence(mean: Tensor, log_variance: Tensor) -> Tensor:
    """Return KL(q(z | x) ‖ N(0, 1)) in nats (B,): ½ Σ (μ² + σ² − 1 − log σ²), the paper's appendix B."""
    return (mean**2 + log_variance.exp() - 1 - log_variance).sum(1) / 2
