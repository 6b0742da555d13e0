"""One agent from within: its cart is pushed, its Q-values are a landscape, every start can be tried."""

from collections.abc import Mapping
from dataclasses import asdict

import numpy as np
from numpy.typing import NDArray

from core.cartpole.environment import Physics
from core.cartpole.network import SIZES, QNetwork
from core.ui.components import packed

_mount = packed.component("cartpole/inside", "cartpole/world", "cartpole/scene", "cartpole/map")


def inside(
    agent: QNetwork,
    name: str,
    start: NDArray[np.float64],
    survival: NDArray[np.integer],
    reach: tuple[float, float],
    physics: Physics,
    words: Mapping[str, str],
    key: str,
    stamp: str,
) -> None:
    """Draw the agent `name` from `start` (4,); everything begins anew whenever `stamp` is another one.

    `survival` (n, n) are steps by angle in ±`reach[0]` rad and by angular speed in ±`reach[1]` rad/s.
    """
    shown = {
        "angle": reach[0],
        "turn": reach[1],
        "side": len(survival),
        "survival": packed.floats(survival.T),  # rows of equal speed
    }
    data = {
        "agent": packed.floats(agent.flat),
        "sizes": SIZES,
        "name": name,
        "start": start.tolist(),
        "map": shown,
        "physics": asdict(physics),
        "words": dict(words),
        "stamp": stamp,
    }
    _mount(key=key, data=data)
