"""Our own detectors: the trunk of the bundled classifier with a YOLO's head, or with an SSD's.

They learn without anybody else's weights: the trunk already knows what things look like.
"""

from itertools import pairwise

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from core.detection import ssd
from core.shared import yolo
from core.shared.everyday_net import Block, EverydayNet, conv

SIDE = 320
LAYOUT = ssd.EVERYDAY320
NECK = 96
"""channels of each map between trunk and head"""


class Trunk(nn.Module):
    """The bundled classifier up to its last maps; the tensors have the names they have there."""

    def __init__(self) -> None:
        super().__init__()
        whole = EverydayNet()
        self.stem, self.stages = whole.stem, whole.stages

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Map normalised photos (B, 3, H, W) to (B, 128, H/8, W/8) and (B, 224, H/16, W/16)."""
        x = self.stem(x)
        maps = []
        for stage in self.stages:
            x = stage(x)
            maps.append(x)
        return maps[-2], maps[-1]


def separable(n_in: int, n_out: int, stride: int = 1) -> nn.Sequential:
    """Return a depthwise 3×3 and a pointwise convolution, the cheap way to look around."""
    return nn.Sequential(conv(n_in, n_in, 3, stride, groups=n_in), conv(n_in, n_out, 1))


class EverydayYolo(nn.Module):
    """Boxes without anchors on grids of 8, 16 and 32 pixels, as YOLO since v8 gives them.

    What is coarse helps what is fine and back again (path aggregation, Liu et al., 2018). The same network
    sees the photo and two smaller copies (image pyramid): the photos it learnt from were small, and a thing
    that fills a large one is known to it only when it is small again.
    """

    def __init__(self, classes: int) -> None:
        super().__init__()
        self.trunk = Trunk()
        self.fine, self.middle = conv(128, NECK, 1), conv(224, NECK, 1)
        self.coarse = nn.Sequential(Block(224, 224, 2, 4, dense=False), conv(224, NECK, 1))
        self.down = nn.ModuleList(separable(2 * NECK, NECK) for _ in range(2))
        self.shrink = nn.ModuleList(separable(NECK, NECK, stride=2) for _ in range(2))
        self.up = nn.ModuleList(separable(2 * NECK, NECK) for _ in range(2))
        box, name = 4 * yolo.BINS, max(NECK, classes)
        self.boxes = nn.ModuleList(
            nn.Sequential(conv(NECK, box, 3), nn.Conv2d(box, box, 1)) for _ in yolo.STRIDES
        )
        self.names = nn.ModuleList(
            nn.Sequential(separable(NECK, name), separable(name, name), nn.Conv2d(name, classes, 1))
            for _ in yolo.STRIDES
        )
        for stride, head, names in zip(yolo.STRIDES, self.boxes, self.names, strict=True):
            nn.init.constant_(head[-1].bias, 1.0)
            # At first one cell in 100 and one class of all holds something (Redmon's prior, as in RetinaNet).
            share = 5 / classes / (SIDE / stride) ** 2
            nn.init.constant_(names[-1].bias, float(torch.log(torch.tensor(share))))
        self.register_buffer("mean", torch.tensor(LAYOUT.mean).view(1, 3, 1, 1), persistent=False)
        self.register_buffer("std", torch.tensor(LAYOUT.std).view(1, 3, 1, 1), persistent=False)

    def maps(self, x: Tensor) -> list[Tensor]:
        """Map photos (B, 3, H, W) in 0..1 to three maps (B, 96, H/s, W/s), s = 8, 16, 32."""
        fine, middle = self.trunk((x - self.mean) / self.std)
        a, b, c = self.fine(fine), self.middle(middle), self.coarse(middle)
        b = self.down[0](torch.cat([b, F.interpolate(c, b.shape[2:])], 1))
        a = self.down[1](torch.cat([a, F.interpolate(b, a.shape[2:])], 1))
        b = self.up[0](torch.cat([b, self.shrink[0](a)], 1))
        c = self.up[1](torch.cat([c, self.shrink[1](b)], 1))
        return [a, b, c]

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Map photos (B, 3, H, W) in 0..1 to distances (B, 64, n) and class logits (B, classes, n).

        The n cells are those of the grids of `yolo.PYRAMID`; H and W are multiples of 32.
        """
        boxes, names = [], []
        for copy in (x, F.avg_pool2d(x, 2), F.avg_pool2d(x, 4)):
            maps = self.maps(copy)
            boxes += [head(part).flatten(2) for head, part in zip(self.boxes, maps, strict=True)]
            names += [head(part).flatten(2) for head, part in zip(self.names, maps, strict=True)]
        return torch.cat(boxes, 2), torch.cat(names, 2)


class EverydaySsd(nn.Module):
    """Default boxes on six maps, each moved and named, as SSDlite has them (Sandler et al., 2018)."""

    def __init__(self, classes: int) -> None:
        super().__init__()
        self.trunk = Trunk()
        widths = (224, 192, 128, 128, 96, 96)
        self.shrink = nn.ModuleList(separable(a, b, stride=2) for a, b in pairwise(widths))
        self.each = 2 + 2 * len(LAYOUT.ratios[0])
        self.classes = classes
        self.moves = nn.ModuleList(self._head(n, 4) for n in widths)
        self.names = nn.ModuleList(self._head(n, 1 + classes) for n in widths)

    def _head(self, channels: int, numbers: int) -> nn.Sequential:
        return nn.Sequential(
            conv(channels, channels, 3, groups=channels), nn.Conv2d(channels, numbers * self.each, 1)
        )

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Map normalised photos (B, 3, 320, 320) to moves (B, n, 4) and logits (B, n, 1 + classes)."""
        maps = [self.trunk(x)[1]]
        for layer in self.shrink:
            maps.append(layer(maps[-1]))
        moves = [self._flat(head(part), 4) for head, part in zip(self.moves, maps, strict=True)]
        names = [
            self._flat(head(part), 1 + self.classes) for head, part in zip(self.names, maps, strict=True)
        ]
        return torch.cat(moves, 1), torch.cat(names, 1)

    def _flat(self, x: Tensor, numbers: int) -> Tensor:
        b, _, h, w = x.shape
        return x.view(b, self.each, numbers, h, w).permute(0, 3, 4, 1, 2).reshape(b, -1, numbers)
