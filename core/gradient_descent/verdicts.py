"""What there is to say about a race, as the name of a sentence and the facts in it."""

from collections.abc import Mapping

import numpy as np

from core.gradient_descent.descent import Trajectory
from core.gradient_descent.problems import Problem

FLAT = 0.02
"""a gradient shorter than this hardly moves anything"""


def verdict(
    problem: Problem, walks: Mapping[str, Trajectory], rate: float, steady: bool = True
) -> tuple[str, dict[str, object]]:
    """Return the sentence for walks by optimizer: above, diverged, swings, reached, trapped, stuck or slow.

    `rate` is plain descent's, `steady` whether it stays so: 2/λ_max is no border for one that falls.
    Facts: rate, critical (2/λ_max), optimizer (its name in OPTIMIZERS), steps, gap (loss above the lowest),
    trapped (names of those that stand still elsewhere while another has arrived).
    """
    critical = 2 / problem.curvature if problem.curvature and "gd" in walks and steady else None
    facts: dict[str, object] = {"rate": rate, "critical": critical}
    if critical and rate > critical and grows(walks["gd"]):
        return "above", facts
    reached = {name: walk.reached for name, walk in walks.items() if walk.reached is not None}
    if reached:
        first = min(reached, key=reached.__getitem__)
        key = "swings" if first == "gd" and critical and critical / 2 < rate < critical else "reached"
        trapped = [name for name, walk in walks.items() if is_stuck(walk)]
        facts |= {"optimizer": first, "steps": reached[first], "trapped": trapped}
        return ("trapped" if trapped else key), facts
    name, walk = next(iter(walks.items()))
    facts |= {"optimizer": name, "gap": float(walk.losses[-1] - problem.floor)}
    if walk.diverged is not None:
        return "diverged", facts | {"steps": walk.diverged}
    return ("stuck" if is_stuck(walk) else "slow"), facts


def grows(walk: Trajectory) -> bool:
    """Tell whether a walk gets to ever steeper places; at the lowest point there is nothing to overshoot."""
    first, last = (float(np.linalg.norm(walk.gradients[i])) for i in (0, -1))
    return not last <= first


def is_stuck(walk: Trajectory) -> bool:
    """Tell whether a walk stands still where it does not belong: more steps would not help it."""
    lost = walk.reached is None and walk.diverged is None
    return bool(lost and np.linalg.norm(walk.gradients[-1]) < FLAT)
