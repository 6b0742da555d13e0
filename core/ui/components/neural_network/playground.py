"""A playground for small networks: they learn in the browser, and everything about them can be changed."""

from collections.abc import Callable, Mapping
from functools import lru_cache

from core.neural_network import network, points, setup
from core.ui.components import packed

_mount = packed.component(
    "neural_network/playground",
    "neural_network/play_net",
    "neural_network/play_draw",
    "neural_network/play_verdict",
    "neural_network/play_panel",
)
GIVEN = ("x₁", "x₂", "x₁²", "x₂²", "x₁x₂", "sin πx₁", "sin πx₂")
"""as `setup.FEATURES` are written"""


@lru_cache(maxsize=8)
def _by_chance(seed: int) -> dict[str, object]:
    drawn = network.draws(seed)
    sets = [(name, *network.base(name, seed)) for name in points.SETS]
    return {
        "seed": seed,
        "scatter": packed.floats(drawn.scatter),
        "ranks": packed.floats(drawn.ranks),
        "start": packed.floats(drawn.start),
        "sets": [
            {"name": name, "xy": packed.floats(xy), "kinds": packed.small(kinds)} for name, xy, kinds in sets
        ],
    }


def playground(
    now: setup.Setup,
    own: points.Points,
    words: Mapping[str, str],
    key: str,
    on_state: Callable[[], None],
    on_points: Callable[[], None],
) -> None:
    """Draw the playground; without weights in `now` the network begins to learn at once.

    Whenever it rests, `st.session_state[key].state` is what `setup.read` reads, with its weights; while it
    learns, without. Points that the learner adds or takes away are `st.session_state[key].points`.
    """
    data = {
        "state": setup.write(now),
        "points": points.write(own),
        **_by_chance(now.seed),
        "spread": network.SPREAD,
        "reach": points.REACH,
        "cells": points.STEPS,
        "most": points.MOST_POINTS,
        "kinds": points.KINDS,
        "dots": list(setup.DOTS),
        "given": list(GIVEN),
        "bends": list(setup.BENDS),
        "optimizers": list(setup.OPTIMIZERS),
        "rates": list(setup.RATES),
        "batches": list(setup.BATCHES),
        "decays": list(setup.DECAYS),
        "decay_rates": list(setup.DECAY_RATES),
        "most_noise": setup.MOST_NOISE,
        "most_test": setup.MOST_TEST,
        "last_seed": setup.LARGEST_SEED,
        "words": dict(words),
    }
    _mount(key=key, data=data, on_state_change=on_state, on_points_change=on_points)
