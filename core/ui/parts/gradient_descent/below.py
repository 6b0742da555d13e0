"""What stands below the race: a step by hand, 40 rates, valleys, the rules."""

import inspect
from collections.abc import Mapping

import numpy as np
import streamlit as st

from core.gradient_descent import figures, maps
from core.gradient_descent.descent import Trajectory
from core.gradient_descent.optimizers import OPTIMIZERS
from core.gradient_descent.problems import Problem
from core.i18n.catalog import Words
from core.ui import panels
from core.ui.components.gradient_descent.hand_step import hand_step
from core.ui.parts.gradient_descent.landscape import written

SWEPT = np.array([float(f"{rate:.2g}") for rate in np.logspace(-4, 1, 40)])
RATES = tuple(
    f"{rate:g}" for rate in sorted({*SWEPT, *(m * 10.0**k for k in range(-4, 1) for m in (1, 2, 5))})
)
"""the stops of the control: the 40 rates of the sweep, and round numbers between"""


def by_hand(say: Words, problem: Problem, optimizer: str, walk: Trajectory, rate: float) -> None:
    """Show one step with its numbers in the formulas; next and back in the browser."""
    title = say("hand.title", step="{step}", name=say(f"optimizer.{optimizer}"))
    hand_step(problem, optimizer, walk, rate, say.table("hand") | {"title": title}, "hand")


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
        st.session_state.start = written([across or [points[0]["x"], points[0]["y"]]])


def rules(say: Words, walks: Mapping[str, Trajectory]) -> None:
    """Show the source of the chosen update rules: the very lines that made the race."""
    st.markdown(say("rules_text"))
    for rule in dict.fromkeys(OPTIMIZERS[name].rule for name in walks):
        st.code(inspect.getsource(rule), language="python")
