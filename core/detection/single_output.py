"""Detectors with both their outputs in one array: what has one output is kept compiled from run to run."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torch import nn


def yolo(network: "nn.Module") -> "nn.Module":
    """Return a YOLO that gives (B, 64 + classes, n): distances, then logits."""
    return _joined(network, 1)


def ssd(network: "nn.Module") -> "nn.Module":
    """Return an SSD that gives (B, n, 4 + 1 + classes): moves, then logits."""
    return _joined(network, 2)


def _joined(network: "nn.Module", axis: int) -> "nn.Module":
    import torch

    class Joined(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.network = network

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return torch.cat(self.network(x), axis)

    return Joined().eval()
