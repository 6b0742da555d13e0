"""What stands below the race: a step by hand, 40 rates, valleys, the rules."""

import inspect
from collections.abc import Mapping

import numpy as np
import streamlit as st

from core.gradient_descent import figures, maps
from core.gradient_descent.descent import Trajectory, looks_at
from core.gradient_descent.optimizers import OPTIMIZERS
from core.gradient_descent.problems import Problem
from core.gradient_descent.tuning import SCHEDULES, Tuning
from core.i18n.catalog import Words
from core.ui import panels
from core.ui.components.gradient_descent.hand_step import Shown, hand_step
from core.ui.parts.gradient_descent.landscape import written

SWEPT = np.array([float(f"{rate:.2g}") for rate in np.logspace(-4, 1, 40)])
RATES = tuple(dict.fromkeys(f"{rate:.2g}" for rate in sorted({*SWEPT, *np.logspace(-4, 1, 201).round(12)})))
"""the stops of the slider: two digits, some 5 % apart, with the 40 rates of the sweep"""


def by_hand(say: Words, shown: Shown) -> None:
    """Show one step with its numbers in the formulas; next and back in the browser."""
    title = say("hand.title", step="{step}", name=say(f"optimizer.{shown.optimizer}"))
    hand_step(shown, say.table("hand") | {"title": title}, "hand")


def learning_rates(
    say: Words, problem: Problem, optimizer: str, steps: int, start: tuple[float, ...], tuning: Tuning
) -> None:
    """Show how 40 learning rates end; a click on a bar loads its rate."""
    sweep = maps.sweep(problem, optimizer, SWEPT, steps, start, tuning)
    names = {verdict: say(f"ends.{verdict}") for verdict in maps.VERDICTS}
    steady = tuning.schedule == SCHEDULES[0]
    critical = 2 / problem.curvature if problem.curvature and optimizer == "gd" and steady else None
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


def valleys(say: Words, shown: Shown, steps: int, start: tuple[float, ...]) -> None:
    """Show which minimum each start falls into; a click starts the race there."""
    problem, optimizer = shown.problem, shown.optimizer
    if len(problem.minima) < 2:
        st.info(say("one_valley"), icon=":material/info:")
        return
    found = maps.basins(problem, optimizer, shown.rate, max(steps, 200), tuning=shown.tuning)
    reached = sorted({int(i) for i in found.minimum.ravel() if i >= 0})
    st.markdown(say("valleys_text", name=say(f"optimizer.{optimizer}"), n=len(reached)))
    figure = figures.valleys(found, start, problem.parameters)
    alt = say("valleys_alt", n=len(reached))
    panels.chart(figure, alt, "valleys", on_select=_valley_clicked, selection_mode="points")


def _valley_clicked() -> None:
    points = st.session_state.valleys.selection.points
    if points:
        across = [points[0]["x"]] if st.session_state.problem in ("two_valleys", "many_valleys") else None
        st.session_state.start = written([across or [points[0]["x"], points[0]["y"]]])


def rules(say: Words, problem: Problem, walks: Mapping[str, Trajectory], tuning: Tuning) -> None:
    """Show what a step of each rule costs, and its source: the very lines that made the race."""
    head = f"| {say('optimizers')} | {say('cost.looks')} | {say('cost.keeps')} |\n|---|---:|---:|\n"
    rows = (
        f"| {say(f'optimizer.{name}')} | {looked_at(say, problem, name, tuning)} | {OPTIMIZERS[name].keeps} |"
        for name in walks
    )
    st.markdown(head + "\n".join(rows))
    st.caption(say("cost.about"))
    st.markdown(say("rules_text"))
    for rule in dict.fromkeys(OPTIMIZERS[name].rule for name in walks):
        st.code(inspect.getsource(rule), language="python")


def looked_at(say: Words, problem: Problem, name: str, tuning: Tuning) -> str:
    """Return how many data points a step of a rule looks at, of how many."""
    if problem.data is None:
        return "–"
    return say("cost.of", n=looks_at(problem, OPTIMIZERS[name], tuning.batch), all=len(problem.data[0]))
