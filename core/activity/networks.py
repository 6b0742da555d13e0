"""The networks: windows of a phone's sensors in, logits of six activities out; and one that makes movements.

Windows are (B, 6, 128) or (B, 3, 128) float32: acceleration in m/s², then rotation in rad/s, x y z each.
"""

import torch
from torch import Tensor, nn

GRAVITY = 9.80665  # m/s²


def in_g(x: Tensor) -> Tensor:
    """Divide the three channels of acceleration by gravity, so that all channels are of size one."""
    return torch.cat([x[:, :3] / GRAVITY, x[:, 3:]], 1)


class ActivityCnn(nn.Module):
    """Filters that slide along time, three times in a row, then what they found on average and at most."""

    WIDTHS = (32, 64, 64)
    FILTER = 9  # samples of the first filters: 0.18 s

    def __init__(self, channels: int = 6, classes: int = 6, dropout: float = 0.5) -> None:
        super().__init__()
        layers, n_in = [], channels
        for n_out, size in zip(self.WIDTHS, (self.FILTER, 5, 5), strict=True):
            conv = nn.Conv1d(n_in, n_out, size, padding=size // 2, bias=False)
            layers.append(nn.Sequential(conv, nn.BatchNorm1d(n_out), nn.ReLU()))
            n_in = n_out
        self.layers = nn.ModuleList(layers)
        self.dropout = nn.Dropout(dropout)
        self.head = nn.Linear(2 * n_in, classes)

    def forward(self, x: Tensor) -> Tensor:
        """Map (B, channels, 128) to logits (B, classes)."""
        x = in_g(x)
        for layer in self.layers:
            x = nn.functional.max_pool1d(layer(x), 2)  # at last (B, 64, 16)
        return self.head(self.dropout(torch.cat([x.mean(2), x.amax(2)], 1)))


class ActivityLstm(nn.Module):
    """One layer of LSTM that reads a window sample by sample; what it remembered on average names it."""

    WIDTH = 64

    def __init__(self, channels: int = 6, classes: int = 6, dropout: float = 0.5) -> None:
        super().__init__()
        self.lstm = nn.LSTM(channels, self.WIDTH, batch_first=True)
        self.dropout = nn.Dropout(dropout)
        self.head = nn.Linear(self.WIDTH, classes)

    def forward(self, x: Tensor) -> Tensor:
        """Map (B, channels, 128) to logits (B, classes)."""
        hidden, _ = self.lstm(in_g(x).transpose(1, 2))  # (B, 128, 64)
        return self.head(self.dropout(hidden.mean(1)))


class LinearModel(nn.Module):
    """Logistic regression: each feature, standardised, times a weight for each activity."""

    def __init__(self, features: int, classes: int = 6) -> None:
        super().__init__()
        self.register_buffer("mean", torch.zeros(features))
        self.register_buffer("std", torch.ones(features))
        self.head = nn.Linear(features, classes)

    def forward(self, x: Tensor) -> Tensor:
        """Map features (B, features) to logits (B, classes)."""
        return self.head((x - self.mean) / self.std)
