"""What the two networks of a GAN want (Goodfellow et al., 2014), written with logits: D(x) = sigmoid(logit).

The discriminator maximises E[log D(x)] + E[log(1 − D(G(z)))]; so its loss is that sum with a minus sign. In
the game as it was first written the generator minimises the second term. Where the discriminator is sure,
that term is flat; so in practice the generator maximises E[log D(G(z))] instead.
"""

from torch import Tensor
from torch.nn.functional import softplus  # log(1 + e^x), so −log sigmoid(x) = softplus(−x)


def discriminator_loss(real: Tensor, fake: Tensor) -> Tensor:
    """Return −E[log D(x)] − E[log(1 − D(G(z)))] for logits of real and of generated samples, (B,) each."""
    return softplus(-real).mean() + softplus(fake).mean()


def generator_loss(fake: Tensor) -> Tensor:
    """Return −E[log D(G(z))], the non-saturating loss used in practice, for logits (B,)."""
    return softplus(-fake).mean()


def saturating_generator_loss(fake: Tensor) -> Tensor:
    """Return E[log(1 − D(G(z)))], the generator's side of the minimax game, for logits (B,)."""
    return -softplus(fake).mean()
