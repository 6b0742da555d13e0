"""Gradient descent: walks downhill, and the step size that decides whether they arrive."""

from functools import partial

import streamlit as st

from core.figures import theme
from core.gradient_descent import descent
from core.gradient_descent.optimizers import OPTIMIZERS
from core.ui import controls, panels, shell
from core.ui.components.race import WORDS, Runner, race
from core.ui.parts import gradient_descent as parts

say = shell.page("gradient_descent")

NEW = {"start": parts.AUTO}
SITUATIONS = {
    "course": NEW | {"problem": "course", "optimizers": ["gd"], "rate": "0.1", "steps": "20"},
    "small": NEW | {"problem": "course", "optimizers": ["gd"], "rate": "0.0001", "steps": "50"},
    "right": NEW | {"problem": "course", "optimizers": ["gd"], "rate": "0.05", "steps": "20"},
    "big": NEW | {"problem": "course", "optimizers": ["gd"], "rate": "0.2", "steps": "20"},
    "zigzag": NEW | {"problem": "valley", "optimizers": ["gd", "momentum"], "rate": "0.1", "steps": "100"},
    "two": NEW | {"problem": "two_valleys", "optimizers": ["gd", "momentum"], "rate": "0.1", "steps": "100"},
}
PARTS = ("hand", "rates", "valleys", "rules")
COLOURS = dict(zip(OPTIMIZERS, (*theme.PALETTE, theme.CONTEXT), strict=True))
CHALLENGE_STEPS = 20


@shell.fragment
def lesson() -> None:
    """Draw all that follows the controls."""
    stage, side = panels.stage_and_controls()
    with side:
        title = {"format_func": lambda name: say(f"problems.{name}"), "on_change": parts.new_problem}
        name = controls.choice(st.selectbox, say("problem"), parts.PROBLEMS, "problem", "himmelblau", **title)
        title = {
            "format_func": lambda name: say(f"optimizer.{name}"),
            "selection_mode": "multi",
            "wrap": True,
        }
        first = ("gd", "momentum", "adam")
        racing = controls.choices(
            st.pills, say("optimizers"), tuple(OPTIMIZERS), "optimizers", first, **title
        )
        rate = float(controls.choice(st.select_slider, say("rate"), parts.RATES, "rate", "0.01"))
        problem = parts.chosen_problem(say, name)
        with st.expander(say("more"), icon=":material/tune:"):
            counts = ("10", "20", "50", "100", "200")
            steps = int(controls.choice(st.select_slider, say("steps"), counts, "steps", "100"))
            help_ = say("seed_help")
            seed = st.number_input(say("seed"), 0, 999, key="seed", bind="query-params", help=help_)

    start = parts.chosen_start(problem)
    walks = {name: descent.run(problem, name, rate, steps, start, seed) for name in racing}
    lead, walk = next(iter(walks.items()))
    sentence = parts.sentence(say, problem, walks, rate)
    with stage:
        runners = [Runner(say(f"optimizer.{o}"), COLOURS[o], w) for o, w in walks.items()]
        words = {word: say(f"race.{word}") for word in WORDS}
        moved = {"on_start": parts.start_moved, "on_points": parts.points_moved}
        race(problem, runners, words, sentence, "race", **moved, editable=name in parts.EDITABLE)
        panels.verdict(sentence)
        csv = partial(parts.csv, say, problem, walks)
        panels.download(say, "download_csv", csv, "gradient_descent.csv", "text/csv")

    titles = {"format_func": lambda part: say(f"parts.{part}"), "label_visibility": "collapsed"}
    part = controls.choice(st.segmented_control, say("part"), PARTS, "below", "hand", **titles)
    if part == "hand":
        parts.by_hand(say, problem, lead, walk, rate)
    elif part == "rates":
        parts.learning_rates(say, problem, lead, steps, start)
    elif part == "valleys":
        parts.valleys(say, problem, lead, rate, steps, start)
    else:
        parts.rules(say, walks)

    tried = name == "line" and start == problem.start and walks.get("gd")
    solved = bool(tried and tried.reached is not None and tried.reached <= CHALLENGE_STEPS)
    state = (
        "challenge_other" if not tried else "challenge_late" if tried.reached is None else "challenge_state"
    )
    panels.challenge(say, solved, say(state, n=tried.reached if tried else 0))


panels.presets(say, SITUATIONS)
lesson()
panels.how_it_works(say)
