"""Style transfer as it began: the picture itself is what learns (Gatys, Ecker & Bethge, 2016).

The original compares pictures by the features of VGG-19 after its ReLUs. Here EfficientNet-Lite0 looks on: of
each stage the widened maps after their depthwise convolution, which are bent by a ReLU6 as VGG's are. The
narrow maps between its blocks are linear, and what is compared on them hardly changes the picture's strokes.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

from core.runtime import registry
from core.shared.adam import Adam

if TYPE_CHECKING:
    from torch import Tensor, nn

NETWORK = "efficientnet_lite0"
STAGES = 4
"""looked at, after the stem: maps at strides 2, 2, 4, 8 and 16 pixels"""
CONTENT = 3
"""the maps that hold what is where: those at a stride of 8"""
LONGEST, MULTIPLE = 224, 16
STEPS, RATE = 120, 0.03
SMOOTHNESS = 2.0
LEAST_BALANCE, MOST_BALANCE = 0.1, 100.0
"""what style may weigh against content"""


@dataclass(frozen=True)
class Losses:
    """How far a picture is from its content and its style: 0 is the same, 1 as far as an empty one."""

    content: float
    style: float


def picture(rgb: NDArray[np.uint8], longest: int = LONGEST) -> NDArray[np.uint8]:
    """Return a picture (H, W, 3) shrunk to `longest` and to sides that are multiples of 16."""
    h, w = rgb.shape[:2]
    scale = min(1.0, longest / max(h, w))
    size = [max(2 * MULTIPLE, round(side * scale / MULTIPLE) * MULTIPLE) for side in (w, h)]
    return cv2.resize(rgb, size, interpolation=cv2.INTER_AREA)


def gram(maps: "Tensor") -> "Tensor":
    """Return which of `maps` (1, C, H, W) light up together, wherever that is: (C, C), F Fᵀ / HW."""
    flat = maps.flatten(2)[0]  # (C, HW)
    return flat @ flat.T / flat.shape[1]


def maps_of(network: "nn.Module", x: "Tensor") -> "list[Tensor]":
    """Return the STAGES + 1 groups of maps that see a picture x (1, 3, H, W) in 0..1."""
    y = network.stem((x * 255 - 127) / 128)
    found = [y]
    for stage in network.stages[:STAGES]:
        for block in stage:
            seen = block.look(block.expand(y))
            narrow = block.narrow(seen)
            y = y + narrow if block.skip else narrow
        found.append(seen)
    return found


def grams_of(rgb: NDArray[np.uint8]) -> list[NDArray[np.float32]]:
    """Return the Gram matrix of each group of maps for a picture (H, W, 3).

    Raises: WeightsUnavailable.
    """
    import torch

    network = registry.load_model(NETWORK)
    with torch.inference_mode():
        x = _tensor(rgb).to(next(network.parameters()).device)
        return [gram(maps).cpu().numpy() for maps in maps_of(network, x)]


def distance(one: Sequence[NDArray[np.float32]], other: Sequence[NDArray[np.float32]]) -> float:
    """Return the style loss between Gram matrices: mean of ‖G − A‖² / ‖A‖² over groups; 0 is the same."""
    return float(np.mean([((g - a) ** 2).sum() / (a**2).sum() for g, a in zip(one, other, strict=True)]))


class Painting:
    """A picture that starts as the photo and changes: its content stays, its style becomes another's."""

    def __init__(
        self, photo: NDArray[np.uint8], style: NDArray[np.uint8], balance: float, steps: int = STEPS
    ) -> None:
        """Take two pictures (H, W, 3) and what style weighs against content, 0.1..100.

        Raises: WeightsUnavailable; ValueError for a balance outside of its limits.
        """
        import torch

        if not LEAST_BALANCE <= balance <= MOST_BALANCE:
            raise ValueError(f"balance {balance} is outside of {LEAST_BALANCE}..{MOST_BALANCE}")
        self.balance, self.steps, self.history = balance, steps, []
        self._network = registry.load_model(NETWORK)
        where = next(self._network.parameters()).device
        photo, style = (_tensor(picture(rgb)).to(where) for rgb in (photo, style))
        with torch.no_grad():
            self._content = maps_of(self._network, photo)[CONTENT]
            self._grams = [gram(maps) for maps in maps_of(self._network, style)]
        self._x = photo.clone().requires_grad_()
        self._adam = Adam([self._x], RATE)

    @property
    def done(self) -> bool:
        """Whether all steps are taken."""
        return len(self.history) >= self.steps

    @property
    def rgb(self) -> NDArray[np.uint8]:
        """The picture as it is now, (h, w, 3)."""
        pixels = self._x.detach()[0].permute(1, 2, 0).cpu().numpy()
        return np.ascontiguousarray((pixels * 255 + 0.5).astype(np.uint8))

    def advance(self, seconds: float) -> None:
        """Take steps for about so long, one at least."""
        ends = time.perf_counter() + seconds
        while not self.done:
            self.history.append(self._step())
            if time.perf_counter() >= ends:
                return

    def _step(self) -> Losses:
        """Take one step of Adam on the pixels; return the losses before it."""
        import torch

        self._adam.zero_grad()
        content, style = self.losses(self._x)
        (content + self.balance * style + SMOOTHNESS * _roughness(self._x)).backward()
        self._adam.step()
        with torch.no_grad():
            self._x.clamp_(0, 1)
        return Losses(content.item(), style.item())

    def measured(self) -> tuple[float, float]:
        """Return content and style loss of the picture as it is now."""
        import torch

        with torch.no_grad():
            content, style = self.losses(self._x)
        return content.item(), style.item()

    def losses(self, x: "Tensor") -> "tuple[Tensor, Tensor]":
        """Return content and style loss of x (1, 3, h, w) in 0..1, relative to the targets."""
        import torch

        maps = maps_of(self._network, x)
        content = ((maps[CONTENT] - self._content) ** 2).sum() / (self._content**2).sum()
        pairs = zip(map(gram, maps), self._grams, strict=True)
        return content, torch.stack([((g - a) ** 2).sum() / (a**2).sum() for g, a in pairs]).mean()


def shuffled(rgb: NDArray[np.uint8], tiles: int, seed: int = 0) -> NDArray[np.uint8]:
    """Return a picture (H, W, 3) cut into tiles × tiles pieces that changed their places; 1 leaves it."""
    h, w = (side // tiles for side in rgb.shape[:2])
    pieces = rgb[: h * tiles, : w * tiles].reshape(tiles, h, tiles, w, 3).swapaxes(1, 2).reshape(-1, h, w, 3)
    order = np.random.default_rng(seed).permutation(len(pieces)) if tiles > 1 else [0]
    mixed = pieces[order].reshape(tiles, tiles, h, w, 3).swapaxes(1, 2)
    return np.ascontiguousarray(mixed.reshape(h * tiles, w * tiles, 3))


def _roughness(x: "Tensor") -> "Tensor":
    """Return the mean squared step between neighbouring pixels (total variation, squared)."""
    return (x[..., 1:] - x[..., :-1]).square().mean() + (x[..., 1:, :] - x[..., :-1, :]).square().mean()


def _tensor(rgb: NDArray[np.uint8]) -> "Tensor":
    import torch

    return torch.from_numpy(rgb.copy()).permute(2, 0, 1)[None].float() / 255  # (1, 3, h, w)
