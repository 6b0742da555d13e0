"""What becomes of a photo on its way down the U and up again."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from core.runtime import cards, engine, registry
from core.segmentation import views
from core.segmentation.classic import small
from core.segmentation.infer import UNET_MULTIPLE

if TYPE_CHECKING:
    from torch import nn

SHOWN = 6
"""maps kept of each stage, those that vary most"""
FINEST = 120
"""pixels along the longer side of a single map that is kept: of a larger one the means"""


@dataclass(frozen=True)
class Stage:
    """One stage: all its maps as one colour picture (h, w, 3) uint8, the busiest alone (n, h, w) uint8.

    `channels` counts all maps, `numbers` says which the busiest are, from 0.
    """

    name: str
    colours: NDArray[np.uint8]
    maps: NDArray[np.uint8]
    numbers: NDArray[np.int64]
    channels: int


@dataclass(frozen=True)
class Walk:
    """The stages in the order in which they are passed, and the class of every pixel (H, W) at the end."""

    stages: tuple[Stage, ...]
    class_map: NDArray[np.uint8]
    labels: tuple[str, ...]


def every_map(network: "nn.Module") -> "nn.Module":
    """Return a U-Net that gives all maps of its way down, of its way up, and its logits."""
    import torch

    class EveryMap(torch.nn.Module):
        """The same network, with more outputs."""

        def __init__(self) -> None:
            super().__init__()
            self.network = network

        def forward(self, x: torch.Tensor) -> tuple:
            """Map (1, 3, H, W) to four maps, three maps, logits (1, classes, H/2, W/2)."""
            down = self.network.down(x)
            up = self.network.up(down)
            return tuple(down), tuple(up), self.network.head(up[-1])

    return EveryMap().eval()


def walk(rgb: NDArray[np.uint8], model: str = "unet", longest: int | None = None) -> Walk:
    """Return what is left of a photo (H, W, 3) uint8 after each stage of a U-Net.

    `longest` is the longer side of what the network sees, in pixels, by itself the one on its card.

    Raises: KeyError for a name that is no U-Net of ours.
    """
    x, inner = views.fit(rgb, longest or cards.read(model)["longest"], UNET_MULTIPLE)
    down, up, logits = engine.predictor(model, every_map)(x)
    names = [f"down{i}" for i in range(1, len(down) + 1)] + [f"up{i}" for i in range(1, len(up) + 1)]
    stages = tuple(
        stage(name, maps[0], inner, x.shape[2:]) for name, maps in zip(names, (*down, *up), strict=True)
    )
    class_map = views.back(logits[0], inner, x.shape[2:], *inner).argmax(0).astype(np.uint8)
    return Walk(stages, class_map, registry.get_spec(model).labels)


def stage(name: str, maps: NDArray[np.floating], inner: tuple[int, int], seen: tuple[int, int]) -> Stage:
    """Return what can be shown of maps (C, h, w), cut to the part of what was `seen` that is photo."""
    h, w = (max(1, round(n * of / whole)) for n, of, whole in zip(inner, maps.shape[1:], seen, strict=True))
    maps = maps[:, :h, :w].astype(np.float64)
    numbers = np.argsort(-maps.std((1, 2)), kind="stable")[:SHOWN]
    single = np.stack([small(m, FINEST) for m in maps[numbers]])
    return Stage(name, colours(maps), brightness(single), numbers, len(maps))


def brightness(maps: NDArray[np.floating]) -> NDArray[np.uint8]:
    """Return maps (n, h, w) as 0..255, each from its smallest number to its largest."""
    low, high = maps.min((1, 2), keepdims=True), maps.max((1, 2), keepdims=True)
    return np.rint(255 * (maps - low) / np.maximum(high - low, 1e-9)).astype(np.uint8)


def colours(maps: NDArray[np.floating]) -> NDArray[np.uint8]:
    """Return maps (C, h, w) as one picture (h, w, 3) uint8: places with like numbers have like colours.

    Red, green and blue are the three directions in which the C numbers of a place vary most (principal
    components, Pearson, 1901), each cut to the middle 98% of its range.
    """
    c, h, w = maps.shape
    x = maps.reshape(c, -1).T
    x = (x - x.mean(0)) / np.maximum(x.std(0), 1e-9) * (x.std(0) > 1e-6)
    _, axes = np.linalg.eigh(x.T @ x)
    axes = axes[:, ::-1][:, :3]
    axes = axes * np.sign(axes[np.abs(axes).argmax(0), np.arange(3)])  # the same picture every time
    scores = x @ axes
    low, high = np.percentile(scores, (1, 99), axis=0)
    share = np.clip((scores - low) / np.maximum(high - low, 1e-9), 0, 1)
    return np.rint(255 * share).astype(np.uint8).reshape(h, w, 3)
