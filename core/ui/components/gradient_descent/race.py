"""Walks down a landscape, played, stepped and scrubbed in the browser: the signature picture of descent."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from core.gradient_descent.descent import FAR, TOLERANCE, Trajectory, draw_orders
from core.gradient_descent.optimizers import OPTIMIZERS
from core.gradient_descent.problems import Problem
from core.gradient_descent.tuning import MOST_BETA, Tuning
from core.gradient_descent.verdicts import is_stuck
from core.ui import controls
from core.ui.components import packed

ACROSS = 97
"""points of the landscape's grid on each side"""
MOST_POINTS = 30
BETAS = tuple(f"{i / 100:g}" for i in range(round(100 * MOST_BETA) + 1))
"""the stops of the slider of β"""
CHOSEN = ("problem", "optimizers", "rate", "beta", "batch", "schedule", "own_rates", "steps", "start")
"""what is in the link once something is chosen"""
_mount = packed.component(
    "gradient_descent/race",
    "gradient_descent/draw",
    "gradient_descent/landscape",
    "gradient_descent/charts",
    "maths/program",
    "gradient_descent/walks",
    "knobs",
    "gradient_descent/points",
    "gradient_descent/start",
)


@dataclass(frozen=True)
class Runner:
    """One walk of the race by one of OPTIMIZERS, with its name and colour.

    `own` is its learning rate where it is not the one that all share.
    """

    rule: str
    name: str
    colour: str
    walk: Trajectory
    own: float | None = None


@dataclass(frozen=True)
class Settings:
    """What the sliders hold: the shared learning rate, one of the texts `rates`, and the rest of a walk.

    `told` is what the browser counted when it last reported something (`st.session_state[key].moved.told`).
    """

    rate: str
    rates: Sequence[str]
    tuning: Tuning
    seed: int = 0
    told: int = 0


@dataclass(frozen=True)
class Race:
    """Walks over a problem's landscape; `alt` tells how they end, `editable` data can be moved."""

    problem: Problem
    runners: Sequence[Runner]
    settings: Settings
    alt: str
    editable: bool = False


def race(
    shown: Race,
    words: Mapping[str, str],
    key: str,
    on_moved: Callable[[], None],
    on_points: Callable[[], None],
) -> None:
    """Draw the race. Moved sliders and start are in `st.session_state[key].moved`, moved data in `.points`.

    `moved` holds "rate", "beta" and "batch" as texts, as far as a rule uses them, and "start" as numbers.

    The step and the look that the learner left are in the page's link (`at`, `look`). As the lesson opens,
    the ball stands at its start; whatever is chosen shows how it ends.
    """
    seen = {name: controls.linked_value(name) for name in ("at", "look", "axis")}
    seen["opening"] = not any(map(controls.linked_value, CHOSEN))
    _mount(
        key=key,
        data=scene(shown, words) | {"seen": seen},
        on_moved_change=on_moved,
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
        "program": problem.program(),
        "floor": problem.floor,
        "far": FAR,
        "soft": max(1e-3, 2e-4 * float(top - problem.floor)),
        "tolerance": TOLERANCE,
        "minima": [list(place) for place in problem.minima] if len(axes) == 2 else [],
        "start": [float(v) for v in runners[0].walk.params[0]] if runners else list(problem.start),
        "runs": [_run(runner) for runner in runners],
        "editable": shown.editable,
        "most": MOST_POINTS,
        **_settings(shown),
        **_data(problem),
    }


def _settings(shown: Race) -> dict[str, object]:
    """Return the sliders, and what else a walk needs to be walked in the browser."""
    chosen, data = shown.settings, shown.problem.data
    rules = [OPTIMIZERS[runner.rule] for runner in shown.runners]
    count = 0 if data is None else len(data[0])
    steps = len(shown.runners[0].walk.losses) - 1
    drawn = any(rule.batch != "all" for rule in rules) and count
    knobs: list[tuple[str, Sequence[str], int]] = [
        ("rate", list(chosen.rates), chosen.rates.index(chosen.rate))
    ]
    if any(rule.rolls for rule in rules):
        knobs.append(("beta", BETAS, round(100 * chosen.tuning.beta)))
    if any(rule.batch == "some" for rule in rules) and count:
        knobs.append(("batch", [str(n) for n in range(1, count + 1)], chosen.tuning.batch - 1))
    return {
        "knobs": knobs,
        "told": chosen.told,
        "steps": steps,
        "schedule": chosen.tuning.schedule,
        "orders": packed.small(draw_orders(count, steps, chosen.seed)) if drawn else None,
    }


def _run(runner: Runner) -> dict[str, object]:
    walk = runner.walk
    return {
        "rule": runner.rule,
        "own": runner.own,
        "looks": OPTIMIZERS[runner.rule].batch,
        "name": runner.name,
        "colour": runner.colour,
        "path": packed.floats(walk.params),
        "values": packed.floats(np.clip(walk.losses, -1e30, 1e30)),
        "reached": walk.reached,
        "diverged": walk.diverged,
        "stuck": is_stuck(walk),
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
