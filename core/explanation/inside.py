"""The feature maps of every stage of a classifier for one photo."""

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from core.explanation import layers
from core.runtime import registry
from core.shared.preprocess import preprocess

MOST = 32
"""maps kept of a stage: the most active ones"""


@dataclass(frozen=True)
class Stage:
    """The last layer of one stage: its maps, the most active first.

    `maps` (n, h, w) float32 and their `numbers` (n,) among all `channels`; `activity` (channels,) is the mean
    |a| of every map in its own order; `pixels` is how wide a part of the input one place stands for.
    """

    name: str
    channels: int
    maps: NDArray[np.float32]
    numbers: NDArray[np.int64]
    activity: NDArray[np.float32]
    pixels: float

    @property
    def size(self) -> tuple[int, int]:
        """Return (h, w) of a map."""
        return self.maps.shape[1:]

    @property
    def quiet(self) -> int:
        """Return how many maps have less than a hundredth of the busiest map's activity."""
        return int((self.activity < 0.01 * self.activity.max()).sum())


def look(rgb: NDArray[np.uint8], model: str) -> tuple[Stage, ...]:
    """Return the stages of `model` for a photo (H, W, 3), early to late; raise WeightsUnavailable."""
    module = registry.load_model(model)
    device = next(module.parameters()).device
    x = torch.from_numpy(preprocess(rgb, registry.get_spec(model).preprocessing)).to(device)
    with torch.inference_mode():
        _, caught = layers.catch(module, x)
    found = [(name, layers.as_maps(output)[0].float().cpu().numpy()) for name, output in caught]
    return tuple(_stage(*found[i], x.shape[-1]) for i in layers.stages([maps.shape[1:] for _, maps in found]))


def _stage(name: str, maps: NDArray[np.float32], side: int) -> Stage:
    activity = np.abs(maps).mean((1, 2))
    numbers = np.argsort(-activity, kind="stable")[:MOST]
    return Stage(name, len(maps), maps[numbers], numbers, activity, side / maps.shape[1])
