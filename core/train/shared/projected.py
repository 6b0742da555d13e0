"""A discriminator that sees with a network which is trained already (Projected GAN: Sauer et al., 2021).

Its maps at three scales are mixed by convolutions with weights of chance, which stay; a small head of each
scale, and one that sees the pixels, tells real from generated. So it knows from the first step what there is
to see in a photo, and only the heads learn.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.nn.utils.parametrizations import spectral_norm

from core.shared.everyday_net import EverydayNet
from core.train.shared.training import ease_strides

MIXED = (24, 48, 64)
"""channels after the mixing at strides 2, 4 and 8"""
IMAGENET = ((0.485, 0.456, 0.406), (0.229, 0.224, 0.225))


def fold(net: nn.Module) -> nn.Module:
    """Return a frozen network whose convolutions hold what the normalisation after them does."""
    net.eval()
    for part in list(net.modules()):
        if isinstance(part, nn.Sequential) and len(part) > 1 and isinstance(part[1], nn.BatchNorm2d):
            part[0] = nn.utils.fuse_conv_bn_eval(part[0], part[1])
            part[1] = nn.Identity()
    return net.requires_grad_(False)


class Sight(nn.Module):
    """What the discriminator sees: pictures themselves, and mixed maps of `EverydayNet` at three scales."""

    def __init__(self, net: EverydayNet, seed: int = 0) -> None:
        """Take over a trained network, which learns nothing here."""
        super().__init__()
        self.net = fold(net)
        self.net.stages = self.net.stages[: len(MIXED)]
        ease_strides(self.net)
        mean, std = (torch.tensor(value).view(3, 1, 1) for value in IMAGENET)
        self.register_buffer("mean", mean), self.register_buffer("std", std)
        widths = [stage[0] for stage in EverydayNet.STAGES[: len(MIXED)]]
        chance = torch.Generator().manual_seed(seed)
        for name, ins in (("across", widths), ("down", (*MIXED[1:], None))):
            for n, (n_in, n_out) in enumerate(zip(ins, MIXED, strict=True)):
                if n_in:
                    kernel = torch.randn(n_out, n_in, 1, 1, generator=chance) * (2 / n_in) ** 0.5
                    self.register_buffer(f"{name}{n}", kernel)

    def forward(self, pictures: Tensor) -> list[Tensor]:
        """Return of pictures (B, 3, 64, 64) in 0..1 the pixels in −1..1 and three maps, large to small."""
        x, maps = self.net.stem((pictures - self.mean) / self.std), []
        for stage in self.net.stages:
            x = stage(x)
            maps.append(x)
        above, mixed = None, []
        for n in reversed(range(len(maps))):
            own = F.conv2d(maps[n], getattr(self, f"across{n}"))
            if above is not None:
                own = own + F.interpolate(F.conv2d(above, getattr(self, f"down{n}")), scale_factor=2.0)
            above = own
            mixed.insert(0, own)
        return [2 * pictures - 1, *mixed]


class Head(nn.Module):
    """From one map (B, C, S, S) and class weights (B, K) to logits (B, 4, 4) at places of the picture."""

    def __init__(self, channels: int, side: int, classes: int, widths: tuple[int, ...]) -> None:
        """Build it; `widths` are the channels after each halving of the side down to 4."""
        super().__init__()
        layers, n_in = [], channels
        for n_out in widths:
            halve = side > 4
            kernel = nn.Conv2d(n_in, n_out, 4, 2, 1) if halve else nn.Conv2d(n_in, n_out, 3, 1, 1)
            layers += [spectral_norm(kernel), nn.LeakyReLU(0.2)]
            n_in, side = n_out, side // 2 if halve else side
        self.layers = nn.Sequential(*layers)
        self.real = spectral_norm(nn.Conv2d(n_in, 1, 1))
        self.of_class = spectral_norm(nn.Linear(classes, n_in, bias=False))

    def forward(self, x: Tensor, classes: Tensor) -> Tensor:
        """Return logits."""
        seen = self.layers(x)
        return (self.real(seen) + (self.of_class(classes)[:, :, None, None] * seen).sum(1, True))[:, 0]


class Heads(nn.Module):
    """The heads of all that is seen; a class is compared with it by a product."""

    def __init__(self, classes: int) -> None:
        """Build them untrained."""
        super().__init__()
        shapes = (
            (3, 64, (16, 32, 64, 64)),
            (MIXED[0], 32, (32, 48, 64)),
            (MIXED[1], 16, (48, 64)),
            (MIXED[2], 8, (64, 64)),
        )
        self.heads = nn.ModuleList(Head(channels, side, classes, w) for channels, side, w in shapes)

    def forward(self, seen: list[Tensor], classes: Tensor) -> list[Tensor]:
        """Return the logits (B, 4, 4) of each head."""
        return [head(x, classes) for head, x in zip(self.heads, seen, strict=True)]
