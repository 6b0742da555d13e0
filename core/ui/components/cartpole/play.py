"""Attempts from one start side by side, played, slowed, scrubbed and stepped in the browser."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from core.cartpole.environment import Physics
from core.cartpole.infer import Episode
from core.ui.components import packed

_mount = packed.component("cartpole/play", "cartpole/world", "cartpole/scene")


def message(episodes: Mapping[str, Episode], physics: Physics, words: Mapping[str, str]) -> dict[str, Any]:
    """Return what the browser gets of episodes by title: states and Q as float32, 24 bytes a step."""
    carts = [
        {
            "title": title,
            "steps": len(episode),
            "states": packed.floats(episode.states),
            "q": packed.floats(episode.q_values),
        }
        for title, episode in episodes.items()
    ]
    return {"carts": carts, "physics": asdict(physics), "words": dict(words)}


def play(
    episodes: Mapping[str, Episode], physics: Physics, words: Mapping[str, str], key: str, stamp: str
) -> None:
    """Draw the carts; they start to move whenever `stamp` is another one."""
    _mount(key=key, data=message(episodes, physics, words) | {"stamp": stamp})
