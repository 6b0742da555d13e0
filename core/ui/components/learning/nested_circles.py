"""AI, machine learning and deep learning as nested circles, each opening something that runs."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from core.learning import circles
from core.learning.circles import Deep, Search
from core.learning.fruits import Border, Fruits
from core.ui.components import packed

_mount = packed.component("learning/nested_circles", "learning/time_bar")


@dataclass(frozen=True)
class Runs:
    """What runs in each circle: a search, a line found for dots, a network that learns a ring."""

    search: Search
    dots: Fruits
    borders: Sequence[Border]
    ring: Fruits
    deep: Deep


def nested_circles(
    runs: Runs, circle: str, words: Mapping[str, str], key: str, on_change: Callable[[], None]
) -> None:
    """Draw the circles with `circle` open; `st.session_state[key].circle` is the one the learner opens."""
    data = {
        "steps": runs.search.steps.tolist(),
        "path": [list(cell) for cell in runs.search.path],
        "side": len(runs.search.steps),
        "dots": packed.floats(_rows(runs.dots)),
        "ring": packed.floats(_rows(runs.ring)),
        "borders": packed.floats([[border.w1, border.w2, border.b] for border in runs.borders]),
        "planes": packed.small(runs.deep.planes),
        "size": circles.SIDE,
        "right": runs.deep.right.tolist(),
        "looks": circles.LOOKS,
        "circle": circle,
        "words": dict(words),
    }
    _mount(key=key, data=data, on_circle_change=on_change)


def _rows(dots: Fruits) -> np.ndarray:
    return np.column_stack([dots.looks, dots.apple])
