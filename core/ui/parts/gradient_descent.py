"""What the page on gradient descent is made of: the chosen problem, and the parts below the race."""

import inspect
from collections.abc import Mapping

import numpy as np
import streamlit as st

from core.gradient_descent import figures, maps, problems
from core.gradient_descent.descent import Trajectory
from core.gradient_descent.optimizers import OPTIMIZERS
from core.gradient_descent.problems import Problem
from core.gradient_descent.verdicts import verdict
from core.i18n.catalog import Words
from core.media.tables import to_csv
from core.ui import controls, panels
from core.ui.components.hand_step import hand_step
from core.ui.components.race import MOST_POINTS

PROBLEMS = ("course", "line", "logistic", *problems.SURFACES, "own")
EDITABLE = {
    "line": "-2,-1.6;-1.5,-0.4;-1,-0.7;-0.5,0.6;0,0.5;0.5,1.6;1,1.3;1.5,2.6;2,2.4",
    "logistic": "-2.5,0;-2,0;-1.2,0;-0.6,1;-0.2,0;0.5,1;1.1,0;1.4,1;2,1;2.6,1",
}
SWEPT = np.array([float(f"{rate:.2g}") for rate in np.logspace(-4, 1, 40)])
RATES = tuple(
    f"{rate:g}" for rate in sorted({*SWEPT, *(m * 10.0**k for k in range(-4, 1) for m in (1, 2, 5))})
)
"""the stops of the control: the 40 rates of the sweep, and round numbers between"""
AUTO = "auto"
SUITS = {"course": "0.1", "line": "0.02", "logistic": "0.5", "bowl": "0.1", "saddle": "0.1"}
SUITS |= {"two_valleys": "0.1", "many_valleys": "0.05", "valley": "0.05", "rosenbrock": "0.001"}
"""a rate to begin with on each landscape, 0.01 on the others"""


def chosen_problem(say: Words, name: str) -> Problem:
    """Return the problem that the learner chose, with their own points or formula."""
    if name == "course":
        return problems.course_example()
    if name == "own":
        text = controls.kept("formula", "x^2 + 3*sin(3*x)")
        st.session_state.setdefault("formula_typed", text)
        st.text_input(
            say("formula"), key="formula_typed", max_chars=200, help=say("formula_help"), on_change=_typed
        )
        return problems.own(text)
    if name in EDITABLE:
        points = _numbers(controls.kept(f"points_{name}", AUTO), 2, 2, MOST_POINTS)
        points = _numbers(EDITABLE[name], 2, 2, MOST_POINTS) if points is None else points
        return problems.fit_line(points) if name == "line" else problems.fit_logistic(points)
    return problems.SURFACES[name]


def chosen_start(problem: Problem) -> tuple[float, ...]:
    """Return where the learner put the start, else the problem's own."""
    said = _numbers(controls.kept("start", AUTO), len(problem.parameters), 1, 1)
    return problem.start if said is None else tuple(map(float, said[0]))


def _numbers(text: str, across: int, least: int, most: int) -> np.ndarray | None:
    """Read "1,2;3,4" as rows of `across` numbers, `least` to `most` of them; None for anything else."""
    try:
        rows = np.array([[float(v) for v in row.split(",")] for row in text.split(";")])
    except ValueError:
        return None
    right = rows.ndim == 2 and rows.shape[1] == across and least <= len(rows) <= most
    return rows if right and np.isfinite(rows).all() and np.abs(rows).max() < 1e3 else None


def _written(rows: list[list[float]]) -> str:
    return ";".join(",".join(f"{value:g}" for value in np.round(row, 3)) for row in rows)


def _typed() -> None:
    st.session_state.formula = st.session_state.formula_typed
    new_start()


def new_start() -> None:
    """Start from the problem's own place again."""
    st.session_state.start = AUTO


def new_problem() -> None:
    """Begin another landscape at its own place, with a rate that suits it."""
    new_start()
    st.session_state.rate = SUITS.get(st.session_state.problem, "0.01")


def start_moved() -> None:
    """Take the start that was moved in the browser."""
    if st.session_state.race.start:
        st.session_state.start = _written([st.session_state.race.start])


def points_moved() -> None:
    """Take the data points that were moved in the browser; of one kind of point there is nothing to learn."""
    name, points = st.session_state.problem, st.session_state.race.points
    if points and len({x for x, _ in points}) > 1 and len(points) <= MOST_POINTS:
        st.session_state[f"points_{name}"] = _written(points)


def sentence(say: Words, problem: Problem, walks: Mapping[str, Trajectory], rate: float) -> str:
    """Return the verdict on the walks, by optimizer, as a sentence."""
    key, facts = verdict(problem, walks, rate)
    told = {
        "name": say(f"optimizer.{facts.get('optimizer', next(iter(walks)))}"),
        "rate": f"{rate:g}",
        "critical": f"{facts['critical'] or 0:.3g}",
        "steps": facts.get("steps", 0),
        "gap": f"{facts.get('gap', 0):.3g}",
    }
    return say(f"verdict_{key}", **told)


def csv(say: Words, problem: Problem, walks: Mapping[str, Trajectory]) -> bytes:
    """Return every step of every walk as a table."""
    slopes = [f"∂L/∂{p}" for p in problem.parameters]
    columns = [say("optimizers"), say("race.steps"), *problem.parameters, say("race.loss"), *slopes]
    rows = (
        (name, t, *walk.params[t].tolist(), float(walk.losses[t]), *walk.gradients[t].tolist())
        for name, walk in walks.items()
        for t in range(len(walk.losses))
    )
    return to_csv(columns, rows)


def by_hand(say: Words, problem: Problem, optimizer: str, walk: Trajectory, rate: float) -> None:
    """Show one step with its numbers in the formulas; next and back in the browser."""
    words = {word: say(word) for word in ("back", "next", "fresh", "mean")}
    words["title"] = say("hand_title", step="{step}", name=say(f"optimizer.{optimizer}"))
    hand_step(problem, optimizer, walk, rate, words, "hand")


def learning_rates(
    say: Words, problem: Problem, optimizer: str, steps: int, start: tuple[float, ...]
) -> None:
    """Show how 40 learning rates end; a click on a bar loads its rate."""
    sweep = maps.sweep(problem, optimizer, SWEPT, steps, start)
    names = {verdict: say(f"ends.{verdict}") for verdict in maps.VERDICTS}
    critical = 2 / problem.curvature if problem.curvature and optimizer == "gd" else None
    titles = say("rate"), say("steps_to_reach")
    figure = figures.rates(sweep, steps, names, titles, critical)
    count = {f"n_{verdict}": sweep.verdicts.count(verdict) for verdict in maps.VERDICTS}
    st.markdown(say("rates_text", name=say(f"optimizer.{optimizer}"), **count))
    panels.chart(figure, say("rates_alt", **count), "rates", on_select=_rate_clicked, selection_mode="points")
    st.caption(" · ".join(f"{figures.SIGNS[verdict]} {names[verdict]}" for verdict in maps.VERDICTS))


def _rate_clicked() -> None:
    points = st.session_state.rates.selection.points
    if points:
        st.session_state.rate = f"{SWEPT[round(points[0]['x'])]:g}"


def valleys(
    say: Words, problem: Problem, optimizer: str, rate: float, steps: int, start: tuple[float, ...]
) -> None:
    """Show which minimum each start falls into; a click starts the race there."""
    if len(problem.minima) < 2:
        st.info(say("one_valley"), icon=":material/info:")
        return
    found = maps.basins(problem, optimizer, rate, max(steps, 200))
    reached = sorted({int(i) for i in found.minimum.ravel() if i >= 0})
    st.markdown(say("valleys_text", name=say(f"optimizer.{optimizer}"), n=len(reached)))
    figure = figures.valleys(found, start, problem.parameters)
    alt = say("valleys_alt", n=len(reached))
    panels.chart(figure, alt, "valleys", on_select=_valley_clicked, selection_mode="points")


def _valley_clicked() -> None:
    points = st.session_state.valleys.selection.points
    if points:
        across = [points[0]["x"]] if st.session_state.problem in ("two_valleys", "many_valleys") else None
        st.session_state.start = _written([across or [points[0]["x"], points[0]["y"]]])


def rules(say: Words, walks: Mapping[str, Trajectory]) -> None:
    """Show the source of the chosen update rules: the very lines that made the race."""
    st.markdown(say("rules_text"))
    for rule in dict.fromkeys(OPTIMIZERS[name].rule for name in walks):
        st.code(inspect.getsource(rule), language="python")
