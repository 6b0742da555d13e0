"""Optimizers race down the same landscape."""

from collections.abc import Mapping
from functools import partial

import streamlit as st

from core.figures import theme
from core.gradient_descent import descent
from core.gradient_descent.descent import Trajectory
from core.gradient_descent.optimizers import OPTIMIZERS
from core.gradient_descent.problems import Problem
from core.gradient_descent.verdicts import verdict
from core.i18n.catalog import Words
from core.media.tables import to_csv
from core.ui import controls, panels, shell
from core.ui.components.gradient_descent.race import Race, Runner, race
from core.ui.parts.gradient_descent import below, landscape

BELOW = ("hand", "rates", "valleys", "rules")
COLOURS = dict(zip(OPTIMIZERS, (*theme.PALETTE, theme.CONTEXT), strict=True))
ADAPTIVE = {"adagrad", "rmsprop", "adam", "adamw"}
"""for these the learning rate is the length of a step, whatever the slope"""
CHALLENGE_STEPS = 20


@shell.fragment
def draw(say: Words) -> None:
    """Draw the part."""
    stage, side = panels.stage_and_controls()
    with side:
        title = {"format_func": lambda name: say(f"problems.{name}"), "on_change": landscape.new_problem}
        name = controls.choice(st.selectbox, say("problem"), landscape.PROBLEMS, "problem", "course", **title)
        title = {
            "format_func": lambda name: say(f"optimizer.{name}"),
            "selection_mode": "multi",
            "wrap": True,
        }
        first = ("gd",)
        racing = controls.choices(
            st.pills, say("optimizers"), tuple(OPTIMIZERS), "optimizers", first, **title
        )
        rate = float(
            controls.choice(st.select_slider, say("rate"), below.RATES, "rate", landscape.rate_for(name))
        )
        problem = landscape.chosen_problem(say, name)
        with st.expander(say("more"), icon=":material/tune:"):
            counts = ("10", "20", "50", "100", "200")
            steps = int(
                controls.choice(st.select_slider, say("steps"), counts, "steps", landscape.steps_for(name))
            )
            help_ = say("seed_help")
            seed = st.number_input(say("seed"), 0, 999, key="seed", bind="query-params", help=help_)

    start = landscape.chosen_start(problem)
    walks = {name: descent.run(problem, name, rate, steps, start, seed) for name in racing}
    lead, walk = next(iter(walks.items()))
    sentence = verdict_of(say, problem, walks, rate)
    with stage:
        runners = [Runner(say(f"optimizer.{o}"), COLOURS[o], w) for o, w in walks.items()]
        words = say.table("race")
        shown = Race(problem, runners, sentence, name in landscape.EDITABLE)
        race(shown, words, "race", landscape.start_moved, landscape.points_moved)
        panels.verdict(sentence)
        if say.has(f"models.{name}"):
            st.markdown(say(f"models.{name}"))
        if ADAPTIVE & set(walks) and set(walks) - ADAPTIVE:
            st.caption(
                say("own_rate", names=", ".join(say(f"optimizer.{o}") for o in walks if o in ADAPTIVE))
            )
        csv = partial(csv_of, say, problem, walks)
        panels.download(say, "download_csv", csv, "gradient_descent.csv", "text/csv")

    part = controls.view(say, "part", BELOW, key="below")
    if part == "hand":
        below.by_hand(say, problem, lead, walk, rate)
    elif part == "rates":
        below.learning_rates(say, problem, lead, steps, start)
    elif part == "valleys":
        below.valleys(say, problem, lead, rate, steps, start)
    else:
        below.rules(say, walks)

    tried = name == "line" and start == problem.start and walks.get("gd")
    solved = bool(tried and tried.reached is not None and tried.reached <= CHALLENGE_STEPS)
    state = (
        "challenge_other" if not tried else "challenge_late" if tried.reached is None else "challenge_state"
    )
    panels.challenge(say, solved, say(state, n=tried.reached if tried else 0))


def verdict_of(say: Words, problem: Problem, walks: Mapping[str, Trajectory], rate: float) -> str:
    """Return the verdict on the walks, by optimizer, as a sentence."""
    key, facts = verdict(problem, walks, rate)
    told = {
        "name": say(f"optimizer.{facts.get('optimizer', next(iter(walks)))}"),
        "rate": f"{rate:g}",
        "critical": f"{facts['critical'] or 0:.3g}",
        "steps": facts.get("steps", 0),
        "gap": f"{facts.get('gap', 0):.3g}",
        "trapped": ", ".join(say(f"optimizer.{o}") for o in facts.get("trapped", [])),
    }
    return say(f"verdict_{key}", **told)


def csv_of(say: Words, problem: Problem, walks: Mapping[str, Trajectory]) -> bytes:
    """Return every step of every walk as a table."""
    slopes = [f"∂L/∂{p}" for p in problem.parameters]
    columns = [say("optimizers"), say("race.steps"), *problem.parameters, say("race.loss"), *slopes]
    rows = (
        (name, t, *walk.params[t].tolist(), float(walk.losses[t]), *walk.gradients[t].tolist())
        for name, walk in walks.items()
        for t in range(len(walk.losses))
    )
    return to_csv(columns, rows)
