"""EfficientNet-Lite: EfficientNet (Tan & Le, 2019) for phones: ReLU6 and no squeeze-and-excitation.

The networks are Google's; their weights travel as plain data in packages of the Python index, under the names
of their converter, which `rename` turns into the ones here.
"""

import math
from collections.abc import Iterator, Mapping
from itertools import pairwise

from torch import Tensor, nn
from torch.nn import functional as F

#         blocks, kernel, stride, widen, channels
STAGES = (
    (1, 3, 1, 1, 16),
    (2, 3, 2, 6, 24),
    (2, 5, 2, 6, 40),
    (3, 3, 2, 6, 80),
    (3, 5, 1, 6, 112),
    (4, 5, 2, 6, 192),
    (1, 3, 1, 6, 320),
)
STEM, HEAD = 32, 1280
EPS, MOMENTUM = 1e-3, 0.01  # of the batch normalisation, as TensorFlow has them
RENAMED = {
    "_conv_stem": "stem.0",
    "_bn0": "stem.1",
    "_conv_head": "head.0",
    "_bn1": "head.1",
    "_fc": "classify",
}
RENAMED_IN_BLOCK = {
    "_expand_conv": "expand.0",
    "_bn0": "expand.1",
    "_depthwise_conv": "look.0",
    "_bn1": "look.1",
    "_project_conv": "narrow.0",
    "_bn2": "narrow.1",
}


class SameConv2d(nn.Conv2d):
    """A convolution with TensorFlow's "same" padding: ⌈n/stride⌉ out, the odd pixel right and below.

    The kernel is at least as large as its stride, or there would be less than nothing to add.
    """

    def forward(self, x: Tensor) -> Tensor:
        """Map (B, n_in, H, W) to (B, n_out, ⌈H/stride⌉, ⌈W/stride⌉)."""
        (k, _), (s, _) = self.kernel_size, self.stride
        if s == 1:
            return F.conv2d(x, self.weight, self.bias, padding=k // 2, groups=self.groups)
        # In whole numbers a trace can follow, so that one compiled graph is right at every size.
        tall, wide = ((n + s - 1) // s * s - s + k - n for n in x.shape[-2:])
        x = F.pad(x, (wide // 2, wide - wide // 2, tall // 2, tall - tall // 2))
        return F.conv2d(x, self.weight, self.bias, s, groups=self.groups)


def conv(
    n_in: int, n_out: int, size: int, stride: int = 1, groups: int = 1, bend: bool = True
) -> nn.Sequential:
    """Return convolution, batch normalisation and, if `bend`, ReLU6."""
    kernel = SameConv2d(n_in, n_out, size, stride, groups=groups, bias=False)
    norm = nn.BatchNorm2d(n_out, EPS, MOMENTUM)
    return nn.Sequential(kernel, norm, *([nn.ReLU6(inplace=True)] if bend else []))


class Block(nn.Module):
    """Inverted residual (MBConv): widen, look around, narrow again, add what came in."""

    def __init__(self, n_in: int, n_out: int, kernel: int, stride: int, widen: int) -> None:
        super().__init__()
        wide = n_in * widen
        self.expand = conv(n_in, wide, 1) if widen > 1 else nn.Identity()
        self.look = conv(wide, wide, kernel, stride, groups=wide)
        self.narrow = conv(wide, n_out, 1, bend=False)
        self.skip = n_in == n_out and stride == 1

    def forward(self, x: Tensor) -> Tensor:
        """Map (B, n_in, H, W) to (B, n_out, ⌈H/stride⌉, ⌈W/stride⌉)."""
        y = self.narrow(self.look(self.expand(x)))
        return x + y if self.skip else y


class EfficientNetLite(nn.Module):
    """A photo (B, 3, H, W), (x − 127) / 128, to logits of 1,000 classes.

    `width` and `depth` scale channels and blocks of the stages; stem, head and the outer stages' depth stay
    as they are (Lite0: 1, 1; Lite2: 1.1, 1.2).
    """

    def __init__(
        self, width: float = 1.0, depth: float = 1.0, classes: int = 1000, dropout: float = 0.2
    ) -> None:
        super().__init__()
        self.stem = conv(3, STEM, 3, stride=2)
        self.stages, n_in = nn.ModuleList(), STEM
        for place, (count, kernel, stride, widen, channels) in enumerate(STAGES):
            n_out = _round(channels * width)
            count = count if place in (0, len(STAGES) - 1) else math.ceil(count * depth)
            blocks = [Block(n_in, n_out, kernel, stride, widen)]
            blocks += [Block(n_out, n_out, kernel, 1, widen) for _ in range(count - 1)]
            self.stages.append(nn.Sequential(*blocks))
            n_in = n_out
        self.head = conv(n_in, HEAD, 1)
        self.dropout = nn.Dropout(dropout)
        self.classify = nn.Linear(HEAD, classes)

    def maps(self, x: Tensor) -> Iterator[Tensor]:
        """Give each of the 7 stages' maps: strides 2, 4, 8, 16, 16, 32, 32."""
        x = self.stem(x)  # (B, 32, H/2, W/2)
        for stage in self.stages:
            x = stage(x)
            yield x

    def features(self, x: Tensor) -> Tensor:
        """Map (B, 3, H, W) to (B, 1280, ⌈H/32⌉, ⌈W/32⌉)."""
        *_, x = self.maps(x)
        return self.head(x)

    def forward(self, x: Tensor) -> Tensor:
        """Map (B, 3, H, W) to logits (B, classes)."""
        return self.classify(self.dropout(self.features(x).mean((2, 3))))


def _round(channels: float) -> int:
    """Round to a multiple of 8, never down by more than a tenth (Tan & Le's rule)."""
    rounded = max(8, int(channels + 4) // 8 * 8)
    return rounded + 8 if rounded < 0.9 * channels else rounded


def rename(state: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Return the converter's state dict under the names that `EfficientNetLite` has."""
    counts = _blocks_a_stage(state)
    starts = [sum(counts[:n]) for n in range(len(counts) + 1)]
    places = {
        f"_blocks.{start + n}": f"stages.{stage}.{n}"
        for stage, (start, end) in enumerate(pairwise(starts))
        for n in range(end - start)
    }
    return {_renamed(key, places): tensor for key, tensor in state.items()}


def _renamed(key: str, places: Mapping[str, str]) -> str:
    if not key.startswith("_blocks."):
        layer, rest = key.split(".", 1)
        return f"{RENAMED[layer]}.{rest}"
    blocks, number, layer, rest = key.split(".", 3)
    return f"{places[f'{blocks}.{number}']}.{RENAMED_IN_BLOCK[layer]}.{rest}"


def _blocks_a_stage(state: Mapping[str, Tensor]) -> list[int]:
    """Return how many blocks each stage has: one begins where a block changes the number of channels."""
    total = 1 + max(int(key.split(".")[1]) for key in state if key.startswith("_blocks."))
    counts: list[int] = []
    for number in range(total):
        narrow = state[f"_blocks.{number}._project_conv.weight"]  # (n_out, wide, 1, 1)
        expand = state.get(f"_blocks.{number}._expand_conv.weight")
        n_in = STEM if expand is None else expand.shape[1]
        if counts and n_in == narrow.shape[0]:
            counts[-1] += 1
        else:
            counts.append(1)
    return counts
