"""How far enlarged photos are from the true one in what a network that recognises things sees."""

from collections.abc import Mapping

import numpy as np

from core.runtime import engine

NETWORK = "efficientnet_lite0"


def distances(truth: np.ndarray, made: Mapping[str, np.ndarray]) -> dict[str, float]:
    """Return by name how far pictures (H, W, 3) uint8 are from the true one in Lite0's maps; 0 is the same.

    At each place of a map the channels are a vector of length 1; the distance is the mean over places of the
    squared gap, then over the first five stages: the one by which `core.train.srgan` teaches and measures.
    Raises: WeightsUnavailable.
    """
    wanted = maps(truth)
    return {name: apart(wanted, maps(rgb)) for name, rgb in made.items()}


def maps(rgb: np.ndarray) -> list[np.ndarray]:
    """Return the unit maps (C, h, w) of a picture (H, W, 3) uint8, one a stage."""
    from core.shared.unit_maps import UnitMaps

    photo = np.ascontiguousarray(rgb.transpose(2, 0, 1)[None], np.float32) / 255
    return [x[0] for x in engine.predictor(NETWORK, UnitMaps)(photo)]


def apart(one: list[np.ndarray], other: list[np.ndarray]) -> float:
    """Return the mean over stages of the mean squared gap between unit maps."""
    return float(np.mean([((a - b) ** 2).sum(0).mean() for a, b in zip(one, other, strict=True)]))
