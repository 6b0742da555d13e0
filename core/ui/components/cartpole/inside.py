"""One agent from within: its cart is pushed, its Q-values are a landscape, every start can be tried."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray

from core.cartpole.environment import Physics
from core.cartpole.network import SIZES, QNetwork
from core.ui.components import packed

_mount = packed.component("cartpole/inside", "cartpole/world", "cartpole/scene", "cartpole/map")


@dataclass(frozen=True)
class Inside:
    """An agent, where its cart starts (4,), and how long it survives from other starts.

    `survival` (n, n) are steps by angle in ±`reach[0]` rad and by angular speed in ±`reach[1]` rad/s.
    """

    agent: QNetwork
    name: str
    start: NDArray[np.float64]
    survival: NDArray[np.integer]
    reach: tuple[float, float]
    physics: Physics


def inside(shown: Inside, words: Mapping[str, str], key: str, stamp: str) -> None:
    """Draw the agent from within; everything begins anew whenever `stamp` is another one."""
    survival = {
        "angle": shown.reach[0],
        "turn": shown.reach[1],
        "side": len(shown.survival),
        "survival": packed.floats(shown.survival.T),  # rows of equal speed
    }
    data = {
        "agent": packed.floats(shown.agent.flat),
        "sizes": SIZES,
        "name": shown.name,
        "start": shown.start.tolist(),
        "map": survival,
        "physics": asdict(shown.physics),
        "words": dict(words),
        "stamp": stamp,
    }
    _mount(key=key, data=data)
