"""One step by hand: the rule, the same with numbers, the result, the points' table; all in the browser."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from core.gradient_descent import hand
from core.gradient_descent.descent import USUAL, Trajectory
from core.gradient_descent.problems import Problem
from core.gradient_descent.tuning import Tuning
from core.shared import link_values
from core.ui import controls
from core.ui.components import packed

_mount = packed.component("gradient_descent/hand_step")
TITLES = ("x", "y", "ŷ", "y − ŷ", "L", "∂L/∂w", "∂L/∂b")


@dataclass(frozen=True)
class Shown:
    """A walk and what it was walked with."""

    problem: Problem
    optimizer: str
    walk: Trajectory
    rate: float
    tuning: Tuning = USUAL


def hand_step(shown: Shown, words: Mapping[str, str], key: str) -> None:
    """Write out the steps of a walk; the step is in the page's link (`hand`, from 0).

    `words` are `back`, `next`, `title` (with {step}), `fresh` (the new value) and `mean`.
    """
    problem = shown.problem
    numbers = hand.numbers(shown.walk, shown.optimizer, shown.rate, shown.tuning)
    steps, d = numbers["w"].shape
    columns = _columns(problem, numbers["w"]) if problem.data else []
    data = {
        "lines": [list(line) for line in hand.LINES[shown.optimizer]],
        "numbers": {name: packed.numbers(rows, "<f8") for name, rows in numbers.items()},
        "steps": steps,
        "d": d,
        "letters": problem.parameters,
        "points": np.stack(problem.data, 1).tolist() if problem.data else None,
        "titles": TITLES[: 2 + len(columns)],
        "columns": [packed.numbers(column, "<f8") for column in columns],
    }
    mark = hashlib.sha256(json.dumps(data).encode()).hexdigest()[:16]
    at = link_values.whole(controls.linked_value("hand"), 0, steps - 1, 0)
    _mount(key=key, data={**data, "mark": mark, "words": dict(words), "at": at})


def _columns(problem: Problem, places: np.ndarray) -> Sequence[np.ndarray]:
    """Return what follows x and y in the table, each (steps, n)."""
    table = hand.table(problem, *np.split(places, places.shape[1], 1))
    columns = [table.y_hat, table.error, table.loss, table.slope_w]
    return [*columns, table.slope_b] if places.shape[1] > 1 else columns
