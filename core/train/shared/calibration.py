"""How sure a classifier may say it is."""

import torch
from torch import Tensor
from torch.nn import functional as F


def temperature_of(logits: Tensor, labels: Tensor) -> float:
    """Return the temperature with the smallest cross-entropy (Guo et al., 2017)."""
    grid = torch.linspace(0.3, 2.5, 111)
    return grid[torch.stack([F.cross_entropy(logits / t, labels) for t in grid]).argmin()].item()
