"""The bundled classifier of 102 everyday things: a small network after EfficientNetV2 (Tan & Le, 2021).

Dense 3×3 convolutions while the maps are large, depthwise ones with squeeze-and-excitation once they are
small.
"""

import torch
from torch import Tensor, nn


def conv(
    n_in: int, n_out: int, size: int, stride: int = 1, groups: int = 1, bend: bool = True
) -> nn.Sequential:
    """Return convolution, batch normalisation and, if `bend`, ReLU."""
    kernel = nn.Conv2d(n_in, n_out, size, stride, size // 2, groups=groups, bias=False)
    return nn.Sequential(kernel, nn.BatchNorm2d(n_out), *([nn.ReLU(inplace=True)] if bend else []))


class SqueezeExcitation(nn.Module):
    """Weigh each channel by what the whole picture contains (Hu et al., 2018)."""

    def __init__(self, channels: int, squeezed: int) -> None:
        super().__init__()
        self.squeeze = nn.Conv2d(channels, squeezed, 1)
        self.excite = nn.Conv2d(squeezed, channels, 1)

    def forward(self, x: Tensor) -> Tensor:
        """Scale (B, C, H, W) by one factor in 0..1 a channel."""
        s = x.mean((2, 3), keepdim=True)  # (B, C, 1, 1)
        return x * torch.sigmoid(self.excite(torch.relu(self.squeeze(s))))


class Block(nn.Module):
    """Inverted residual: widen, look around, narrow again, add what came in."""

    def __init__(self, n_in: int, n_out: int, stride: int, widen: int, dense: bool) -> None:
        super().__init__()
        wide = n_in * widen
        if dense:
            look = [conv(n_in, wide, 3, stride)]
        else:
            depthwise = conv(wide, wide, 3, stride, groups=wide)
            look = [conv(n_in, wide, 1), depthwise, SqueezeExcitation(wide, n_in // 4)]
        self.body = nn.Sequential(*look, conv(wide, n_out, 1, bend=False))
        self.skip = n_in == n_out and stride == 1

    def forward(self, x: Tensor) -> Tensor:
        """Map (B, n_in, H, W) to (B, n_out, H/stride, W/stride)."""
        return x + self.body(x) if self.skip else self.body(x)


class EverydayNet(nn.Module):
    """A photo of any size from 32 pixels to logits of 102 classes; 3.0 million parameters."""

    #         channels, blocks, stride, widen, dense
    STAGES = ((32, 1, 1, 2, True), (64, 2, 2, 3, True), (128, 3, 2, 2, True), (224, 4, 2, 4, False))
    WIDTH = 896  # of the features before the head

    def __init__(self, classes: int = 102, dropout: float = 0.1) -> None:
        super().__init__()
        self.stem = conv(3, 32, 3, stride=2)
        stages, n_in = [], 32
        for n_out, count, stride, widen, dense in self.STAGES:
            blocks = [Block(n_in, n_out, stride, widen, dense)]
            blocks += [Block(n_out, n_out, 1, widen, dense) for _ in range(count - 1)]
            stages.append(nn.Sequential(*blocks))
            n_in = n_out
        self.stages = nn.ModuleList(stages)
        self.last = conv(n_in, self.WIDTH, 1)
        self.dropout = nn.Dropout(dropout)
        self.head = nn.Linear(self.WIDTH, classes)

    def features(self, x: Tensor) -> Tensor:
        """Map (B, 3, H, W) to (B, 896), what the network knows of the photo before it names it."""
        x = self.stem(x)  # (B, 32, H/2, W/2)
        for stage in self.stages:
            x = stage(x)  # at last (B, 224, H/16, W/16)
        return self.last(x).mean((2, 3))

    def forward(self, x: Tensor) -> Tensor:
        """Map normalised photos (B, 3, H, W) to logits (B, classes)."""
        return self.head(self.dropout(self.features(x)))
