"""Changes by chance, each picture its own, that gradients pass through (DiffAugment: Zhao et al., 2020).

Real and generated pictures are changed alike before they are judged: so few photos do not get known by heart,
and the generator does not learn the changes.
"""

import torch
from torch import Tensor
from torch.nn import functional as F

SHIFT, HOLE = 1 / 8, 3 / 8
"""largest shift, and the side of the hole, as shares of the picture's side"""


def augment(pictures: Tensor) -> Tensor:
    """Return pictures (B, 3, S, S) in 0..1, in other colours, shifted, with a hole; outside 0..1 too."""
    return punched(shifted(recoloured(pictures)))


def recoloured(x: Tensor) -> Tensor:
    """Return pictures (B, 3, S, S) brighter or darker, with another saturation and contrast."""
    x = x + _by_chance(x, 0.4)
    grey = x.mean(1, keepdim=True)
    x = grey + (x - grey) * (1 + _by_chance(x, 1.0))
    level = x.mean((1, 2, 3), keepdim=True)
    return level + (x - level) * (1 + _by_chance(x, 0.6))


def shifted(x: Tensor) -> Tensor:
    """Return pictures (B, 3, S, S) shifted by up to an eighth; black comes in."""
    side = x.shape[-1]
    most = round(side * SHIFT)
    wide = F.pad(x, (most,) * 4)
    rows, columns = (_window(len(x), side, most, x.device) for _ in range(2))
    each = torch.arange(len(x), device=x.device)[:, None, None]
    return wide.permute(0, 2, 3, 1)[each, rows[:, :, None], columns[:, None, :]].permute(0, 3, 1, 2)


def punched(x: Tensor) -> Tensor:
    """Return pictures (B, 3, S, S) with a black square, part of which may lie outside."""
    side = x.shape[-1]
    half = round(side * HOLE) // 2
    at = torch.arange(side, device=x.device)
    middles = torch.randint(0, side, (2, len(x), 1), device=x.device)
    rows, columns = ((at - middle).abs() <= half for middle in middles)
    return x * ~(rows[:, None, :, None] & columns[:, None, None, :])


def _by_chance(x: Tensor, width: float) -> Tensor:
    return (torch.rand(len(x), 1, 1, 1, device=x.device) - 0.5) * width


def _window(count: int, side: int, most: int, device: torch.device) -> Tensor:
    begin = torch.randint(0, 2 * most + 1, (count, 1), device=device)
    return begin + torch.arange(side, device=device)
