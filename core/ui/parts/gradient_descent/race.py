"""Optimizers race down the same landscape."""

from collections.abc import Mapping
from functools import partial

import streamlit as st

from core.figures import theme
from core.gradient_descent import descent
from core.gradient_descent import tuning as tuning_of
from core.gradient_descent.descent import Trajectory
from core.gradient_descent.optimizers import OPTIMIZERS
from core.gradient_descent.problems import Problem
from core.gradient_descent.tuning import SCHEDULES, Tuning
from core.gradient_descent.verdicts import verdict
from core.i18n.catalog import Words
from core.media.tables import to_csv
from core.ui import controls, panels, shell
from core.ui.components.gradient_descent.hand_step import Shown
from core.ui.components.gradient_descent.race import Race, Runner, Settings, race
from core.ui.parts.gradient_descent import below, landscape, own_rates

BELOW = ("hand", "rates", "valleys", "rules")
COLOURS = dict(zip(OPTIMIZERS, (*theme.PALETTE, theme.CONTEXT), strict=True))
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
        rate = controls.kept_of("rate", below.RATES, landscape.rate_for(name))
        problem = landscape.chosen_problem(say, name)
        with st.expander(say("more"), icon=":material/tune:"):
            counts = ("10", "20", "50", "100", "200")
            steps = int(
                controls.choice(st.select_slider, say("steps"), counts, "steps", landscape.steps_for(name))
            )
            title = {"format_func": lambda name: say(f"schedules.{name}"), "help": say("schedule_help")}
            schedule = controls.choice(
                st.selectbox, say("schedule"), SCHEDULES, "schedule", SCHEDULES[0], **title
            )
            help_ = say("seed_help")
            seed = st.number_input(say("seed"), 0, 999, key="seed", bind="query-params", help=help_)

    tuning = chosen_tuning(problem, schedule)
    start = landscape.chosen_start(problem)
    own = own_rates.kept()
    rates = {rule: own.get(rule, float(rate)) for rule in racing}
    walks = {rule: descent.run(problem, rule, rates[rule], steps, start, seed, tuning) for rule in racing}
    lead, walk = next(iter(walks.items()))
    sentence = verdict_of(say, problem, walks, rates, tuning)
    with stage:
        told = st.session_state.get("race_told", 0)
        settings = Settings(rate, below.RATES, tuning, seed, told)
        runners = [Runner(o, named(say, o, own), COLOURS[o], w, own.get(o)) for o, w in walks.items()]
        shown = Race(problem, runners, settings, sentence, name in landscape.EDITABLE)
        race(shown, say.table("race"), "race", landscape.moved, landscape.points_moved)
        panels.verdict(sentence)
        own_rates.propose(say, problem, walks, steps, start, tuning)
        if say.has(f"models.{name}"):
            st.markdown(say(f"models.{name}"))
        csv = partial(csv_of, say, problem, walks)
        panels.download(say, "download_csv", csv, "gradient_descent.csv", "text/csv")

    part = controls.view(say, "below", BELOW)
    stepped = Shown(problem, lead, walk, rates[lead], tuning)
    if part == "hand":
        below.by_hand(say, stepped)
    elif part == "rates":
        below.learning_rates(say, problem, lead, steps, start, tuning)
    elif part == "valleys":
        below.valleys(say, stepped, steps, start)
    else:
        below.rules(say, problem, walks, tuning)

    fair = name == "line" and start == problem.start and schedule == SCHEDULES[0]
    tried = fair and walks.get("gd")
    solved = bool(tried and tried.reached is not None and tried.reached <= CHALLENGE_STEPS)
    state = (
        "challenge_other" if not tried else "challenge_late" if tried.reached is None else "challenge_state"
    )
    panels.challenge(say, solved, say(state, n=tried.reached if tried else 0))


def chosen_tuning(problem: Problem, schedule: str) -> Tuning:
    """Return β and the size of a mini-batch as the sliders were left, here or in the link."""
    first, count = Tuning(), len(problem.data[0]) if problem.data else 1
    beta, batch = (controls.kept(key, f"{getattr(first, key):g}") for key in ("beta", "batch"))
    return tuning_of.read(beta, batch, schedule, count)


def named(say: Words, rule: str, own: Mapping[str, float]) -> str:
    """Return what a rule is called, with its learning rate where that is its own."""
    name = say(f"optimizer.{rule}")
    return f"{name} (η = {own[rule]:g})" if rule in own else name


def verdict_of(
    say: Words,
    problem: Problem,
    walks: Mapping[str, Trajectory],
    rates: Mapping[str, float],
    tuning: Tuning,
) -> str:
    """Return the verdict on the walks, by optimizer, as a sentence."""
    plain = rates.get("gd", next(iter(rates.values())))
    key, facts = verdict(problem, walks, plain, tuning.schedule == SCHEDULES[0])
    name = facts.get("optimizer", next(iter(walks)))
    told = {
        "name": say(f"optimizer.{name}"),
        "rate": f"{plain if key == 'above' else rates[name]:g}",
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
