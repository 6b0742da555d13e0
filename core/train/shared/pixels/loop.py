"""One loop for networks that name pixels: views from the device, cross-entropy and Dice, averaged weights."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from core.segmentation import metrics
from core.segmentation.lite_unet import UNet
from core.shared.efficientnet_lite import SameConv2d
from core.train.shared.averages import Average
from core.train.shared.pixels.cuts import Photos
from core.train.shared.pixels.partial_labels import cost
from core.train.shared.training import (
    Training,
    Watch,
    autocast,
    descend,
    device_here,
    rate_at,
    saved,
    set_rate,
)


@dataclass(frozen=True)
class Recipe:
    """Hyper-parameters that all networks of pixels have."""

    minutes: float = 60
    """computing time on a processor, wall clock on a GPU"""
    steps: int | None = None
    """so many steps instead"""
    batch: int = 16
    """views a step"""
    rate: float = 1.5e-3
    """highest learning rate of the way up; that of the way down is `trunk` of it"""
    trunk: float = 0.3
    """see above"""
    warmup: float = 0.06
    """share of the training in which the rate climbs"""
    decay: float = 0.02
    """weight decay"""
    power: float = 0.35
    """class weights are (median share / share) to this power: 0 equal, 1 median frequency balancing"""
    dice: float = 0.7
    """weight of the Dice loss beside cross-entropy"""
    average: float = 0.998
    """decay of the moving average of the weights, a step"""
    frozen: int = 3
    """stages of the way down that stay as they are: edges and colours are the same in every photo"""
    seed: int = 0


@dataclass(frozen=True)
class Rules:
    """What labels allow (labels, classes), what they weigh (labels,), groups for Dice (groups, classes)."""

    allowed: Tensor
    weight: Tensor
    groups: Tensor

    def to(self, device: torch.device) -> "Rules":
        """Return the same on a device."""
        return Rules(*(t.to(device) for t in (self.allowed, self.weight, self.groups)))


def fit(
    network: UNet,
    draw: Callable[[], tuple[Tensor, Tensor]],
    rules: Rules,
    recipe: Recipe,
    checkpoint: Path,
    watch: Watch,
) -> dict:
    """Train with views (B, 3, h, w) and labels (B, h, w) from `draw`; return the last state.

    The averaged weights are in it under "average".
    """
    device = device_here()
    rules, layout, on_gpu = rules.to(device), torch.channels_last, device.type == "cuda"
    network = network.to(device, memory_format=layout)
    average = Average(network, recipe.average)
    if not on_gpu:
        ease_depthwise(network)
    for part in (network.stem, *network.stages[: recipe.frozen]):
        part.requires_grad_(False)
    torch.backends.cudnn.benchmark = on_gpu
    optimiser = torch.optim.AdamW(
        _groups(network, recipe), lr=recipe.rate, weight_decay=recipe.decay, fused=on_gpu
    )
    parts = {"net": network, "optimiser": optimiser}
    training = Training(checkpoint, recipe.minutes, parts, device, 0.05, recipe.steps, average, watch)
    network.train()
    for part in (network.stem, *network.stages):
        part.eval()  # ImageNet's statistics are better than those of a few views
    for progress in training.steps():
        x, truth = draw()
        set_rate(optimiser, rate_at(progress, recipe.rate, recipe.warmup))
        with autocast(device):
            logits = network.scores(x.contiguous(memory_format=layout))
        by_pixel, overlap = cost(
            logits.float(), truth[:, ::2, ::2], rules.allowed, rules.weight, rules.groups
        )
        loss = by_pixel + recipe.dice * overlap
        descend(loss, optimiser, limit=5.0)
        training.tell(loss)
    return saved(checkpoint)


def _groups(network: UNet, recipe: Recipe) -> list[dict]:
    trunk = [p for stage in network.stages[recipe.frozen :] for p in stage.parameters()]
    others = [*network.ups.parameters(), *network.head.parameters()]
    return [{"params": others, "share": 1.0}, {"params": trunk, "share": recipe.trunk}]


def ease_depthwise(network: nn.Module) -> None:
    """Let depthwise convolutions compute in single precision and look at every place: the same numbers.

    oneDNN has no fast way back through them in bfloat16, nor with a stride: half of a step would be theirs.
    """
    for layer in network.modules():
        if isinstance(layer, SameConv2d) and layer.groups > 1:
            layer.forward = partial(_exact, layer)


def _exact(layer: SameConv2d, x: Tensor) -> Tensor:
    (k, _), (s, _) = layer.kernel_size, layer.stride
    tall, wide = ((n + s - 1) // s * s - s + k - n for n in x.shape[-2:])
    with torch.autocast(x.device.type, enabled=False):
        x = F.pad(x.float(), (wide // 2, wide - wide // 2, tall // 2, tall - tall // 2))
        return F.conv2d(x, layer.weight, layer.bias, groups=layer.groups)[:, :, ::s, ::s]


@torch.inference_mode()
def glance(network: nn.Module, photos: Photos, classes: int) -> metrics.Scores:
    """Return the scores on photos as they are stored: quicker than the dashboard's way, nearly the same."""
    device = photos.rgb.device
    matrix = torch.zeros(classes * classes, dtype=torch.long, device=device)
    for start in range(0, len(photos), 8):
        rgb, truth = photos.rgb[start : start + 8], photos.truth[start : start + 8].long()
        with autocast(device):
            said = network(rgb.float() / 255).argmax(1)
        known = truth < classes
        matrix += torch.bincount(truth[known] * classes + said[known], minlength=classes * classes)
    return metrics.scores(matrix.view(classes, classes).cpu().numpy())
