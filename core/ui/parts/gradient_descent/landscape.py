"""The chosen landscape and start, with what the learner moved or wrote."""

import numpy as np
import streamlit as st

from core.gradient_descent import problems
from core.gradient_descent.problems import Problem
from core.i18n.catalog import Words
from core.ui import controls
from core.ui.components.gradient_descent.race import MOST_POINTS
from core.ui.parts.gradient_descent import AUTO, NOBODY

PROBLEMS = ("course", "line", "logistic", *problems.SURFACES, "own")
EDITABLE = {
    "line": "-2,-1.6;-1.5,-0.4;-1,-0.7;-0.5,0.6;0,0.5;0.5,1.6;1,1.3;1.5,2.6;2,2.4",
    "logistic": "-2.5,0;-2,0;-1.2,0;-0.6,1;-0.2,0;0.5,1;1.1,0;1.4,1;2,1;2.6,1",
}
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
        points = numbers(controls.kept(f"points_{name}", AUTO), 2, 2, MOST_POINTS)
        points = numbers(EDITABLE[name], 2, 2, MOST_POINTS) if points is None else points
        return problems.fit_line(points) if name == "line" else problems.fit_logistic(points)
    return problems.SURFACES[name]


def chosen_start(problem: Problem) -> tuple[float, ...]:
    """Return where the learner put the start, else the problem's own."""
    said = numbers(controls.kept("start", AUTO), len(problem.parameters), 1, 1)
    st.session_state.race_start = written([list(problem.start)])
    return problem.start if said is None else tuple(map(float, said[0]))


def numbers(text: str, across: int, least: int, most: int) -> np.ndarray | None:
    """Read "1,2;3,4" as rows of `across` numbers, `least` to `most` of them; None for anything else."""
    try:
        rows = np.array([[float(v) for v in row.split(",")] for row in text.split(";")])
    except ValueError:
        return None
    right = rows.ndim == 2 and rows.shape[1] == across and least <= len(rows) <= most
    return rows if right and np.isfinite(rows).all() and np.abs(rows).max() < 1e3 else None


def written(rows: list[list[float]]) -> str:
    """Return rows of numbers as `numbers` reads them."""
    return ";".join(",".join(f"{value:g}" for value in np.round(row, 3)) for row in rows)


def _typed() -> None:
    st.session_state.formula = st.session_state.formula_typed
    new_start()


def new_start() -> None:
    """Start from the problem's own place again."""
    st.session_state.start = AUTO


def rate_for(name: str) -> str:
    """Return the rate that a landscape begins with."""
    return SUITS.get(name, "0.01")


def steps_for(name: str) -> str:
    """Return how many steps a landscape begins with."""
    return "20" if name == "course" else "100"


def new_problem() -> None:
    """Begin another landscape at its own place, with a rate and steps that suit it."""
    new_start()
    st.session_state.own_rates = NOBODY
    st.session_state.rate = rate_for(st.session_state.problem)
    st.session_state.steps = steps_for(st.session_state.problem)


def moved() -> None:
    """Take the sliders and the start as they were left in the browser."""
    found = st.session_state.race.moved or {}
    for name in ("rate", "beta", "batch"):
        if isinstance(found.get(name), str):
            st.session_state[name] = found[name]
    if found.get("start"):
        before, now = st.session_state.get("start", AUTO), written([found["start"]])
        own = before == AUTO and now == st.session_state.get("race_start")
        st.session_state.start = AUTO if own else now
    st.session_state.race_told = found.get("told", 0)


def points_moved() -> None:
    """Take the data points that were moved in the browser; of one kind of point there is nothing to learn."""
    name, points = st.session_state.problem, st.session_state.race.points
    if points and len({x for x, _ in points}) > 1 and len(points) <= MOST_POINTS:
        st.session_state[f"points_{name}"] = written(points)
