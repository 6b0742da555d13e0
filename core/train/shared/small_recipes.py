"""What each small network learns from, how its pictures are changed on the way, and the hyper-parameters."""

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from core.architectures.networks import SIDE, fashion_cnn, fashion_mlp, lenet5

GARMENTS = (
    "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"
)  # fmt: skip
DIGITS = tuple("0123456789")


@dataclass(frozen=True)
class Recipe:
    """What is trained on what, and how."""

    build: Callable[[], nn.Module]
    """makes the network"""
    task: str
    """how the registry files it"""
    folder: str
    """of the data set, with the four idx files in their official form"""
    data: str
    """name and licence of the data set"""
    labels: tuple[str, ...]
    """names of the classes"""
    change: Callable[[Tensor], Tensor]
    """changes a batch (B, 1, 28, 28) in 0..1 at random"""
    changes: dict[str, str]
    """the same in words"""
    limits: dict[str, str]
    """what the network cannot do"""
    epochs: float
    """passes over the training pictures"""
    rate: float = 2e-3
    """highest learning rate"""
    warmup: float = 0.1
    """share of the training in which the rate climbs"""
    decay: float = 0.05
    """weight decay"""
    smoothing: float = 0.05
    """label smoothing"""
    average: float = 0.998
    """decay of the moving average of the weights, a step"""
    batch: int = 128
    """pictures a step"""
    seed: int = 0


def change_garments(x: Tensor) -> Tensor:
    """Mirror half of the pictures, blank a square in a third, flatten a tenth to a plain silhouette."""
    n = len(x)
    chance = torch.rand(3, n, 1, 1, 1, device=x.device)
    x = torch.where(chance[0] < 0.5, x.flip(3), x)
    plain = (x > 0.08).float() * torch.empty(n, 1, 1, 1, device=x.device).uniform_(0.4, 1)
    x = torch.where(chance[1] < 0.1, plain, x)
    side = torch.randint(4, 11, (n, 1, 1, 1), device=x.device)
    top, left = (torch.randint(-4, SIDE, (n, 1, 1, 1), device=x.device) for _ in range(2))
    at = torch.arange(SIDE, device=x.device)
    rows, columns = at.view(1, 1, -1, 1), at.view(1, 1, 1, -1)
    square = (rows >= top) & (rows < top + side) & (columns >= left) & (columns < left + side)
    return x.masked_fill(square & (chance[2] < 1 / 3), 0)


def change_digits(x: Tensor) -> Tensor:
    """Turn by up to 12°, slant, scale by up to 12 %, shift by up to 2 pixels; thicken some strokes."""
    n = len(x)
    turn, slant = (torch.empty(n).uniform_(-0.2, 0.2) for _ in range(2))
    wide, high = (torch.empty(n).uniform_(0.88, 1.12) for _ in range(2))
    right, down = (torch.empty(n).uniform_(-2, 2) * 2 / SIDE for _ in range(2))
    row1 = torch.stack([turn.cos() * wide, -turn.sin() + slant, right], 1)
    row2 = torch.stack([turn.sin(), turn.cos() * high, down], 1)
    grid = F.affine_grid(torch.stack([row1, row2], 1), [n, 1, SIDE, SIDE], align_corners=False)
    x = F.grid_sample(x, grid.to(x.device), align_corners=False)
    thick = torch.maximum(x, 0.8 * F.max_pool2d(x, 3, 1, 1))
    return torch.where(torch.rand(n, 1, 1, 1, device=x.device) < 0.1, thick, x)


FASHION = {
    "task": "garments",
    "folder": "fashion_mnist",
    "data": "Fashion-MNIST (Zalando Research, MIT licence)",
    "labels": GARMENTS,
    "change": change_garments,
    "changes": {
        "ko": "절반은 좌우로 뒤집었고, 3분의 1은 네모 하나를 지웠고, 10분의 1은 윤곽만 남겼어요. "
        "옮긴 그림은 없어요.",
        "en": "Half mirrored, a square blanked in a third, a tenth flattened to a silhouette. None shifted.",
    },
    "limits": {
        "ko": "가운데에 하나만 놓인 28×28 흑백 옷 그림 열 가지만 알아요.",
        "en": "Knows ten kinds of garment, each alone and centred, in grey and 28×28 pixels.",
    },
}
RECIPES = {
    "fashion_mlp": Recipe(fashion_mlp, **FASHION, epochs=60, decay=0.02),
    "fashion_cnn": Recipe(fashion_cnn, **FASHION, epochs=24),
    "lenet5": Recipe(
        lenet5,
        task="digits",
        folder="mnist",
        data="MNIST (LeCun, Cortes & Burges, CC BY-SA 3.0)",
        labels=DIGITS,
        change=change_digits,
        changes={
            "ko": "조금씩 돌리고 기울이고 키우거나 줄이고 2픽셀까지 옮겼어요. 10분의 1은 획을 굵게 했어요.",
            "en": "A little turned, slanted, scaled, shifted by up to 2 pixels; a tenth thickened.",
        },
        limits={
            "ko": "한가운데에 놓인 숫자 한 개만 알아요. 무엇을 그려도 숫자로 답해요.",
            "en": "Knows one centred digit at a time. Whatever is drawn, it answers with a digit.",
        },
        epochs=16,
        rate=4e-3,
        decay=0.01,
        smoothing=0.02,
    ),
}
