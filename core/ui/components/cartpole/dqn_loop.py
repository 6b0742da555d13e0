"""One step of deep Q-learning as a ring of six stations, each with the numbers of a recorded step."""

from collections.abc import Mapping, Sequence

import numpy as np

from core.cartpole.dqn import BATCH, Settings
from core.cartpole.environment import CARTPOLE
from core.cartpole.loop import Turn
from core.ui.components import packed

_mount = packed.component("cartpole/dqn_loop")
STATIONS = ("state", "action", "reward", "memory", "target", "update")


def dqn_loop(turns: Sequence[Turn], settings: Settings, words: Mapping[str, str], key: str) -> None:
    """Draw the ring for recorded turns of a training."""
    data = {
        "turns": [_plain(turn) for turn in turns],
        "stations": list(STATIONS),
        "gamma": settings.gamma,
        "memory": settings.memory,
        "every": settings.target_every,
        "batch": BATCH,
        "reach": [CARTPOLE.farthest, CARTPOLE.steepest],
        "words": dict(words),
    }
    _mount(key=key, data=data)


def _plain(turn: Turn) -> dict[str, object]:
    """Return a turn as numbers that the browser reads."""
    return {name: _rounded(value) for name, value in vars(turn).items() if name != "memory"} | {
        "random": turn.random,
        "memory": {name: _rounded(value) for name, value in vars(turn.memory).items()},
    }


def _rounded(value: object) -> object:
    if isinstance(value, np.ndarray):
        return [round(float(v), 5) for v in value]
    return round(value, 5) if isinstance(value, float) else value
