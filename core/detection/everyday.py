"""Our own detectors: EfficientNet-Lite0 with a YOLO's head, or with an SSD's."""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from core.detection import ssd
from core.shared import yolo
from core.shared.efficientnet_lite import EfficientNetLite, conv

LAYOUT = ssd.EVERYDAY320
NECK = 96
"""channels of each map between trunk and head"""
FINEST, MIDDLE = 3, 5
"""of the trunk's stages so many end with the finest map, with the middle one"""


def separable(n_in: int, n_out: int, stride: int = 1) -> nn.Sequential:
    """Return a depthwise 3×3 and a pointwise convolution, the cheap way to look around."""
    return nn.Sequential(conv(n_in, n_in, 3, stride, groups=n_in), conv(n_in, n_out, 1))


class Trunk(nn.Module):
    """EfficientNet-Lite0 up to its last maps; the tensors have the names they have there."""

    def __init__(self) -> None:
        super().__init__()
        whole = EfficientNetLite()
        self.stem, self.stages = whole.stem, whole.stages

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Map (B, 3, H, W), (x − 127) / 128, to 40, 112 and 320 channels at strides 8, 16 and 32."""
        x = self.stem(x)
        for stage in self.stages[:FINEST]:
            x = stage(x)
        return self.coarser(x)

    def coarser(self, fine: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Map (B, 40, H/8, W/8), the finest map, to itself and the two coarser ones."""
        maps = [fine]
        for stages in (self.stages[FINEST:MIDDLE], self.stages[MIDDLE:]):
            x = maps[-1]
            for stage in stages:
                x = stage(x)
            maps.append(x)
        return tuple(maps)


class Neck(nn.Module):
    """What coarse maps know is told to the finer ones (feature pyramid, Lin et al., 2017)."""

    def __init__(self) -> None:
        super().__init__()
        self.coarse = nn.Sequential(conv(320, NECK, 1), separable(NECK, NECK))
        self.middle = separable(112 + NECK, NECK)
        self.fine = conv(40 + NECK, NECK, 1)

    def upper(self, middle: Tensor, coarse: Tensor) -> tuple[Tensor, Tensor]:
        """Map the trunk's two coarser maps to (B, NECK, H/16, W/16) and (B, NECK, H/32, W/32)."""
        c = self.coarse(coarse)
        return self.middle(torch.cat([middle, F.interpolate(c, middle.shape[2:])], 1)), c

    def forward(self, fine: Tensor, middle: Tensor, coarse: Tensor) -> list[Tensor]:
        """Map what the trunk gives to three maps (B, NECK, H/s, W/s), s = 8, 16, 32."""
        b, c = self.upper(middle, coarse)
        return [self.fine(torch.cat([fine, F.interpolate(b, fine.shape[2:])], 1)), b, c]


class EverydayYolo(nn.Module):
    """Boxes without anchors on grids of 8, 16 and 32 pixels, as YOLO since v8 gives them.

    One head for all three grids, so that what was learnt large is known small.
    """

    def __init__(self, classes: int) -> None:
        super().__init__()
        self.trunk, self.neck = Trunk(), Neck()
        self.names = nn.Sequential(conv(NECK, 128, 1), nn.Conv2d(128, classes, 1))
        self.boxes = nn.Sequential(conv(NECK, NECK, 1), nn.Conv2d(NECK, 4 * yolo.BINS, 1))
        nn.init.constant_(self.boxes[-1].bias, 1.0)
        # At first one name in 600 places is right, as rare as in photos (the prior of RetinaNet).
        nn.init.constant_(self.names[-1].bias, -6.4)

    def head(self, cells: Tensor) -> tuple[Tensor, Tensor]:
        """Map cells (B, NECK, n, 1) to distances (B, 64, n) and class logits (B, classes, n)."""
        return self.boxes(cells)[..., 0], self.names(cells)[..., 0]

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Map photos (B, 3, H, W) in 0..1 to distances (B, 64, n) and class logits (B, classes, n).

        The n cells are those of the grids of `yolo.STRIDES`; H and W are multiples of 32.
        """
        maps = self.neck(*self.trunk((255 * x - 127) / 128))
        return self.head(torch.cat([part.flatten(2) for part in maps], 2)[..., None])


class EverydaySsd(nn.Module):
    """Default boxes on six maps, each moved and named (Liu et al., 2016)."""

    def __init__(self, classes: int) -> None:
        super().__init__()
        self.trunk, self.neck, self.classes = Trunk(), Neck(), classes
        self.shrink = nn.ModuleList(separable(NECK, NECK, stride=2) for _ in LAYOUT.maps[3:])
        each = [2 + 2 * len(ratios) for ratios in LAYOUT.ratios]
        self.meet = nn.ModuleList(conv(NECK, 128, 1) for _ in each)
        self.moves = nn.ModuleList(nn.Conv2d(128, 4 * n, 1) for n in each)
        self.names = nn.ModuleList(nn.Conv2d(128, (1 + classes) * n, 1) for n in each)

    def head(self, maps: list[Tensor]) -> tuple[Tensor, Tensor]:
        """Map the neck's maps to moves (B, n, 4) and logits (B, n, 1 + classes), map by map, cell by cell."""
        maps = list(maps)
        for layer in self.shrink:
            maps.append(layer(maps[-1]))
        met = [meet(part) for meet, part in zip(self.meet, maps, strict=True)]
        moves = [flat(layer(part), 4) for layer, part in zip(self.moves, met, strict=True)]
        names = [flat(layer(part), 1 + self.classes) for layer, part in zip(self.names, met, strict=True)]
        return torch.cat(moves, 1), torch.cat(names, 1)

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Map (B, 3, 320, 320), (x − 127) / 128, to moves (B, n, 4) and logits (B, n, 1 + classes)."""
        return self.head(self.neck(*self.trunk(x)))


def flat(x: Tensor, numbers: int) -> Tensor:
    """Lay out maps (B, k · numbers, h, w) as (B, h · w · k, numbers), cell by cell."""
    return x.permute(0, 2, 3, 1).reshape(x.shape[0], -1, numbers)
