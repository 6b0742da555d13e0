"""The variational autoencoder's terms against torch.distributions."""

import numpy as np
import torch
from torch.distributions import Bernoulli, Normal, kl_divergence

from core.denoising import vae
from core.denoising.vae import VAE, divergence, draw, reconstruction


def test_the_divergence_is_torch_s_with_its_gradient() -> None:
    torch.manual_seed(0)
    mean, log_variance = torch.randn(5, 3, requires_grad=True), torch.randn(5, 3, requires_grad=True)
    own = divergence(mean, log_variance)
    reference = kl_divergence(Normal(mean, (log_variance / 2).exp()), Normal(0.0, 1.0)).sum(1)
    assert torch.allclose(own, reference, atol=1e-5)
    for a, b in zip(
        *(torch.autograd.grad(x.sum(), (mean, log_variance)) for x in (own, reference)), strict=True
    ):
        assert torch.allclose(a, b, atol=1e-5)
    assert divergence(torch.zeros(1, 2), torch.zeros(1, 2)).item() == 0


def test_the_reconstruction_is_torch_s() -> None:
    torch.manual_seed(0)
    logits, pictures = torch.randn(4, 784), torch.rand(4, 784)
    reference = -Bernoulli(logits=logits, validate_args=False).log_prob(pictures).sum(1)
    assert torch.allclose(reconstruction(logits, pictures), reference, rtol=1e-5)


def test_codes_are_drawn_around_the_mean_and_carry_the_gradient() -> None:
    torch.manual_seed(0)
    mean = torch.full((20000, 1), 2.0, requires_grad=True)
    codes = draw(mean, torch.full((20000, 1), np.log(0.25)))
    assert abs(codes.mean().item() - 2) < 0.02 and abs(codes.std().item() - 0.5) < 0.01
    assert torch.autograd.grad(codes.sum(), mean)[0].eq(1).all()


def test_the_bound_is_below_the_likelihood() -> None:
    """Against importance sampling with many codes (Burda et al., 2016), which is nearer to log p(x)."""
    torch.manual_seed(0)
    net, x = VAE().eval(), torch.rand(3, 1, 28, 28)
    with torch.inference_mode():
        mean, log_variance = (part.repeat(2000, 1) for part in net.posterior(x))
        codes, flat = draw(mean, log_variance), x.flatten(1).repeat(2000, 1)
        apart = reconstruction(net.logits(codes), flat)
        elbo = -(apart + divergence(mean, log_variance)).view(2000, 3).mean(0)
        weights = Normal(0.0, 1.0).log_prob(codes).sum(1) - apart
        weights = weights - Normal(mean, (log_variance / 2).exp()).log_prob(codes).sum(1)
        likelihood = weights.view(2000, 3).logsumexp(0) - np.log(2000)
    assert (elbo <= likelihood + 0.05).all() and (likelihood - elbo < 30).all()


def test_shapes_and_size() -> None:
    net = VAE()
    mean, log_variance = net.posterior(torch.rand(4, 1, 28, 28))
    assert mean.shape == log_variance.shape == (4, vae.LATENT)
    assert net(torch.rand(4, 1, 28, 28)).shape == (4, 1, 28, 28)
    assert 2 * sum(p.numel() for p in net.parameters()) < 700_000
