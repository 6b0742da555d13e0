"""Walks down a landscape, played, stepped and scrubbed in the browser: the signature picture of descent."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from core.gradient_descent.descent import TOLERANCE, Trajectory
from core.gradient_descent.problems import Problem
from core.ui import controls
from core.ui.components import packed

ACROSS = 97
"""points of the landscape's grid on each side"""
MOST_POINTS = 30
_mount = packed.component(
    "gradient_descent/race",
    "gradient_descent/draw",
    "gradient_descent/landscape",
    "gradient_descent/charts",
    "gradient_descent/points",
)


@dataclass(frozen=True)
class Runner:
    """One walk of the race, with its name and colour."""

    name: str
    colour: str
    walk: Trajectory


@dataclass(frozen=True)
class Race:
    """Walks over a problem's landscape; `alt` tells how they end, `editable` data can be moved."""

    problem: Problem
    runners: Sequence[Runner]
    alt: str
    editable: bool = False


def race(
    shown: Race,
    words: Mapping[str, str],
    key: str,
    on_start: Callable[[], None],
    on_points: Callable[[], None],
) -> None:
    """Draw the race. A moved start is in `st.session_state[key].start`, moved data in `.points`.

    The step and the look that the learner left are in the page's link (`at`, `look`).
    """
    seen = {name: controls.linked_value(name) for name in ("at", "look")}
    _mount(
        key=key,
        data=scene(shown, words) | {"seen": seen},
        on_start_change=on_start,
        on_points_change=on_points,
    )


def scene(shown: Race, words: Mapping[str, str]) -> dict[str, object]:
    """Return what the browser draws: some 60 KB, whatever the number of steps within the page's limits."""
    problem, runners = shown.problem, shown.runners
    axes = [np.linspace(low, high, ACROSS if len(problem.view) == 2 else 401) for low, high in problem.view]
    with np.errstate(all="ignore"):
        loss = np.asarray(problem.loss(*np.meshgrid(*axes)), float)
    top = np.nanmax(np.where(np.isfinite(loss), loss, np.nan)) if np.isfinite(loss).any() else 1.0
    loss = np.nan_to_num(loss, nan=top, posinf=top, neginf=problem.floor)
    height = (float(loss.min()), float(np.quantile(loss, 0.97))) if len(axes) == 1 else problem.view[1]
    if len(axes) == 1:
        room = 0.08 * (height[1] - height[0] or 1.0)
        height = (height[0] - room, height[1] + room)
    return {
        "params": len(axes),
        "names": list(problem.parameters),
        "words": dict(words),
        "alt": shown.alt,
        "x": problem.view[0],
        "y": height,
        "xy": problem.view,
        "grid": {
            "nx": len(axes[0]),
            "ny": len(axes[-1]) if len(axes) == 2 else 1,
            "values": packed.floats(loss),
        },
        "floor": problem.floor,
        "soft": max(1e-3, 2e-4 * float(top - problem.floor)),
        "tolerance": TOLERANCE,
        "minima": [list(place) for place in problem.minima] if len(axes) == 2 else [],
        "start": [float(v) for v in runners[0].walk.params[0]] if runners else list(problem.start),
        "runs": [_run(runner) for runner in runners],
        "editable": shown.editable,
        "most": MOST_POINTS,
        **_data(problem),
    }


def _run(runner: Runner) -> dict[str, object]:
    walk = runner.walk
    return {
        "name": runner.name,
        "colour": runner.colour,
        "path": packed.floats(walk.params),
        "values": packed.floats(np.clip(walk.losses, -1e30, 1e30)),
        "reached": walk.reached,
        "diverged": walk.diverged,
    }


def _data(problem: Problem) -> dict[str, object]:
    if problem.data is None:
        return {"points": None}
    x, y = problem.data
    room = 0.15 * max(np.ptp(x), 1.0), 0.2 * max(np.ptp(y), 1.0)
    return {
        "points": [[float(a), float(b)] for a, b in zip(x, y, strict=True)],
        "model": problem.model,
        "xlim": [float(x.min() - room[0]), float(x.max() + room[0])],
        "ylim": [float(y.min() - room[1]), float(y.max() + room[1])],
    }
