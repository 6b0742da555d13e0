"""A small convolutional network for patches of 25×25 pixels, with its training."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from core.shared.adam import Adam

EPOCHS, BATCH, RATE, DECAY = 15, 24, 4e-3, 1e-2
MAPS = (8, 16)
"""feature maps of the two layers"""

Weights = tuple[NDArray[np.float32], ...]


def build() -> "nn.Sequential":  # noqa: F821
    """Return the untrained network: two convolutions with pooling, one linear layer, one score."""
    from torch import nn

    first, second = MAPS
    return nn.Sequential(
        nn.Conv2d(1, first, 3, padding=1),  # (B, 8, 25, 25)
        nn.ReLU(),
        nn.MaxPool2d(2),  # (B, 8, 12, 12)
        nn.Conv2d(first, second, 3, padding=1),
        nn.ReLU(),
        nn.MaxPool2d(2),  # (B, 16, 6, 6)
        nn.Flatten(),
        nn.Linear(second * 6 * 6, 1),
    )


def even(patches: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return patches (N, 25, 25) with mean 0 and contrast 1 each, as light differs from photo to photo."""
    around = patches - patches.mean((1, 2), keepdims=True)
    return np.float32(around / (around.std((1, 2), keepdims=True) + 0.05))


def train(
    patches: NDArray[np.float32], is_face: NDArray[np.bool_], seed: int
) -> Iterator[tuple[float, Weights | None]]:
    """Learn an epoch at a time; yield the share done, 0..1, and at last the weights."""
    import torch
    from torch.nn import functional as F

    generator = torch.Generator().manual_seed(seed)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        net = build()
    optimiser = Adam(net.parameters(), RATE, DECAY)
    x, y = torch.from_numpy(even(patches))[:, None], torch.from_numpy(is_face).float()
    for epoch in range(EPOCHS):
        yield epoch / EPOCHS, None
        for some in torch.randperm(len(x), generator=generator).split(BATCH):
            loss = F.binary_cross_entropy_with_logits(net(x[some])[:, 0], y[some])
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
    yield 1.0, tuple(p.detach().numpy().copy() for p in net.parameters())


def scores(patches: NDArray[np.float32], weights: Weights) -> NDArray[np.float64]:
    """Return one logit a patch (N, 25, 25) → (N,)."""
    import torch

    net = build().eval()
    with torch.inference_mode():
        for parameter, values in zip(net.parameters(), weights, strict=True):
            parameter.copy_(torch.from_numpy(values))
        return net(torch.from_numpy(even(patches))[:, None])[:, 0].numpy().astype(np.float64)
