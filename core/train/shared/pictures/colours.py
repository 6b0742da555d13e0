"""Colours on the device: sRGB to Lab, the colours to choose among as targets, hints by chance."""

import math

import torch
from torch import Tensor
from torch.nn import functional as F

from core.colorization import lab
from core.colorization.bins import centres
from core.colorization.networks import SPREAD

SOFT = 5.0
"""standard deviation, in ab, of what counts as nearly the same colour (Zhang, Isola & Efros, 2016)"""
UNIFORM = 0.5
"""share of all colours alike in the mixture that rare colours are weighted against (ibid.)"""


def to_lab(rgb: Tensor) -> tuple[Tensor, Tensor]:
    """Return L / 100 (B, 1, H, W) and ab (B, 2, H, W) of photos (B, 3, H, W) in 0..1, as colorization.lab."""
    rgb = rgb.float()
    linear = torch.where(rgb > 0.04045, ((rgb + 0.055) / 1.055) ** 2.4, rgb / 12.92)
    matrix = torch.tensor(lab.TO_XYZ / lab.WHITE[:, None], dtype=torch.float32, device=rgb.device)
    xyz = F.conv2d(linear, matrix[:, :, None, None])
    f = torch.where(xyz > lab.EPSILON, xyz.clamp_min(1e-6) ** (1 / 3), lab.KAPPA * xyz + 16 / 116)
    fx, fy, fz = f.split(1, 1)
    return (116 * fy - 16) / 100, torch.cat([500 * (fx - fy), 200 * (fy - fz)], 1)


class Choices:
    """The colours to choose among as targets of a classifying network, rare ones weighted more."""

    def __init__(self, device: torch.device) -> None:
        """Begin with all colours alike."""
        self.centres = torch.from_numpy(centres()).to(device)
        self.weights = torch.ones(len(self.centres), device=device)

    def soft(self, ab: Tensor) -> Tensor:
        """Return how much each colour is meant (B, Q, H, W), in all 1 a place, by ab (B, 2, H, W)."""
        flat = ab.permute(0, 2, 3, 1).float()
        gaps = (flat.square().sum(-1, keepdim=True) - 2 * flat @ self.centres.T) + self.centres.square().sum(
            1
        )
        return (-gaps / (2 * SOFT**2)).softmax(-1).permute(0, 3, 1, 2)

    def balance(self, ab: Tensor) -> None:
        """Weigh colours by how rare they are in ab (N, 2, H, W), so that the mean weight there is 1."""
        shares = self.soft(ab).mean((0, 2, 3))
        near = torch.cdist(self.centres, self.centres).square().neg().div(2 * SOFT**2).exp()
        smooth = (near @ shares) / (near @ shares).sum()
        weights = 1 / ((1 - UNIFORM) * smooth + UNIFORM / len(smooth))
        self.weights = weights / (weights * smooth).sum()

    def loss(self, logits: Tensor, ab: Tensor) -> Tensor:
        """Return the weighted cross-entropy of logits (B, Q, H, W) against ab (B, 2, H, W)."""
        target = self.soft(ab)
        weights = self.weights[target.argmax(1)]
        entropy = -(target * logits.float().log_softmax(1)).sum(1)
        return (weights * entropy).mean()


def revealed(ab: Tensor, share: float, most: int) -> tuple[Tensor, Tensor]:
    """Return hints (B, 3, H, W) by chance out of the true ab (B, 2, H, W), and which photos have any (B,).

    A `share` of the photos gets 1 to `most` hints, few more often than many: squares of 1 to 9 pixels.
    """
    count, _, height, width = ab.shape
    device = ab.device
    any_at_all = torch.rand(count, device=device) < share
    number = (most ** torch.rand(count, device=device)).round() * any_at_all
    counted = (torch.arange(most, device=device) < number[:, None]).float()
    half = torch.randint(5, (count, most, 1), device=device)

    def reached(edge: int) -> Tensor:
        middle = torch.randint(edge, (count, most, 1), device=device)
        return ((torch.arange(edge, device=device) - middle).abs() <= half).float()

    mask = torch.einsum("bkh,bkw->bhw", reached(height) * counted[:, :, None], reached(width))
    mask = (mask > 0).float()[:, None]
    near = F.avg_pool2d(ab, 5, 1, 2, count_include_pad=False) / SPREAD
    return torch.cat([near * mask, mask], 1), any_at_all


def turned_hue(which: Tensor, *batches: Tensor) -> tuple[Tensor, ...]:
    """Return batches of ab (B, 2, H, W), the hues of photos `which` (B,) turned by an angle by chance.

    The angle of a photo is the same in all batches.
    """
    angle = torch.rand(len(which), device=which.device) * 2 * math.pi * which
    cos, sin = angle.cos()[:, None, None], angle.sin()[:, None, None]

    def one(ab: Tensor) -> Tensor:
        a, b = ab.unbind(1)
        return torch.stack([a * cos - b * sin, a * sin + b * cos], 1)

    return tuple(one(batch) for batch in batches)
