"""YOLOv3-tiny: boxes as moves of anchors on two grids (Redmon & Farhadi, 2018), and Darknet's weight files.

Unlike later YOLOs it starts from six boxes of fixed size, three a grid, and asks apart whether a box holds
anything and what: score = σ(objectness) · σ(class).
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from core.detection.anchored import ANCHORS

HEADER_BYTES = 20
"""three int32 (version) and an int64 (photos seen)"""
LEAK = 0.1


def conv(n_in: int, n_out: int, kernel: int) -> nn.Sequential:
    """Return convolution, batch normalisation and leaky ReLU."""
    layer = nn.Conv2d(n_in, n_out, kernel, padding=kernel // 2, bias=False)
    return nn.Sequential(layer, nn.BatchNorm2d(n_out), nn.LeakyReLU(LEAK, inplace=True))


class YoloV3Tiny(nn.Module):
    """A photo (B, 3, H, W) in 0..1 to (B, n, 5 + classes): x, y, width, height, objectness, classes, all raw.

    H and W are multiples of 32; the n boxes are three a cell of a coarse grid (stride 32), then of a finer
    one (16). The layers stand in the order of Darknet's file.
    """

    def __init__(self, classes: int = 80) -> None:
        super().__init__()
        each = len(ANCHORS[32])
        self.numbers = 5 + classes
        widths = (3, 16, 32, 64, 128, 256)
        self.early = nn.ModuleList(conv(a, b, 3) for a, b in pairwise(widths))
        self.deep = conv(256, 512, 3)
        self.deeper = conv(512, 1024, 3)
        self.neck = conv(1024, 256, 1)
        self.coarse = nn.Sequential(conv(256, 512, 3), nn.Conv2d(512, each * self.numbers, 1))
        self.lift = conv(256, 128, 1)
        self.fine = nn.Sequential(conv(128 + 256, 256, 3), nn.Conv2d(256, each * self.numbers, 1))

    def maps(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Map (B, 3, H, W) to (B, 256, H/32, W/32) and (B, 384, H/16, W/16), what the two heads look at."""
        for layer in self.early:
            early = layer(x)  # the last one: (B, 256, H/16, W/16)
            x = F.max_pool2d(early, 2)
        x = F.pad(self.deep(x), (0, 1, 0, 1), mode="replicate")
        x = self.neck(self.deeper(F.max_pool2d(x, 2, stride=1)))  # (B, 256, H/32, W/32)
        lifted = F.interpolate(self.lift(x), scale_factor=2.0)
        return x, torch.cat([lifted, early], 1)

    def forward(self, x: Tensor) -> Tensor:
        """Map (B, 3, H, W) to (B, n, 5 + classes)."""
        coarse, fine = self.maps(x)
        return torch.cat([self._boxes(self.coarse(coarse)), self._boxes(self.fine(fine))], 1)

    def _boxes(self, x: Tensor) -> Tensor:
        """Map (B, 3 · numbers, h, w) to (B, h · w · 3, numbers)."""
        b, _, h, w = x.shape
        return x.view(b, -1, self.numbers, h, w).permute(0, 3, 4, 1, 2).reshape(b, -1, self.numbers)


def read_darknet(data: bytes, network: nn.Module | None = None) -> dict[str, Tensor]:
    """Return the tensors of a Darknet file for `network`, by default YOLOv3-tiny.

    Layer by layer in float32: bias, then (with batch normalisation) weight, mean and variance, then the
    kernels (out, in, k, k). Raises: ValueError unless the file holds exactly what the network has.
    """
    with torch.device("meta"):
        network = network or YoloV3Tiny()
    shapes = {name: tensor.shape for name, tensor in network.state_dict().items()}
    order = [name for layer in _darknet_order(network) for name in layer]
    needed = sum(shapes[name].numel() for name in order)
    if len(data) != HEADER_BYTES + 4 * needed:
        raise ValueError(f"{needed} numbers expected, {(len(data) - HEADER_BYTES) / 4} found")
    numbers = torch.from_numpy(np.frombuffer(data, "<f4", offset=HEADER_BYTES).copy())
    parts = numbers.split([shapes[name].numel() for name in order])
    found = {name: part.view(shapes[name]) for name, part in zip(order, parts, strict=True)}
    counters = {name: torch.tensor(0) for name in shapes if name.endswith("num_batches_tracked")}
    return found | counters


def _darknet_order(network: nn.Module) -> Iterator[Sequence[str]]:
    """Give the names of each convolution's tensors in the order in which Darknet writes them."""
    modules = dict(network.named_modules())
    for name, module in modules.items():
        if not isinstance(module, nn.Conv2d):
            continue
        if module.bias is not None:
            yield f"{name}.bias", f"{name}.weight"
            continue
        norm = f"{name.removesuffix('0')}1"  # the batch normalisation follows in the same Sequential
        yield (
            *(f"{norm}.{part}" for part in ("bias", "weight", "running_mean", "running_var")),
            f"{name}.weight",
        )
