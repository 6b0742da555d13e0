"""A playground: a few neurons learn to draw any border between two kinds of points."""

from collections import OrderedDict

import streamlit as st

from core.figures import theme
from core.i18n.catalog import Words
from core.neural_network import points
from core.neural_network.points import Points
from core.neural_network.training import Lapse, Plan, Run
from core.shared import activation_functions
from core.ui import cache, controls, live_training, own, panels, shell
from core.ui.components.neural_network.training_timelapse import lapse

HIDDEN = {"0": (), "2": (2,), "3": (3,), "4": (4,), "8": (8,), "4-4": (4, 4), "8-8": (8, 8)}
DOTS = (*points.SETS, "own")
BENDS = tuple(name for name in activation_functions.NAMES if name != "step")
RATES = ("0.003", "0.01", "0.03", "0.05", "0.1", "0.3", "1")
DOT_COUNT = 120
FIRST_DOTS = "A060060A180180A070080A190170B060180B180060B070170B170070"
LONGEST_S = 20.0
"""computing time after which a training ends by itself: it begins without being asked for"""
MOST_KEPT = 12


def draw(say: Words) -> None:
    """Draw the part; no fragment, as a click in a fragment would wait for a training instead of ending it."""
    stage, side = panels.stage_and_controls()
    with side:
        name = controls.choice(st.selectbox, say("dots"), DOTS, "dots", "xor", lambda d: say(f"dot_sets.{d}"))
        hidden = controls.choice(
            st.selectbox, say("hidden"), tuple(HIDDEN), "hidden", "4", lambda h: say(f"hiddens.{h}")
        )
        with st.expander(say("more"), icon=":material/tune:"):
            plan = choose_plan(say, hidden)
        with st.expander(say("paste"), icon=":material/table:"):
            paste(say)
    here = own_points() if name == "own" else points.draw(name, plan.seed, DOT_COUNT)
    with stage:
        if len(here[1]) < 2:
            st.info(say("few_points"), icon=":material/touch_app:")
            here = points.read(FIRST_DOTS)
        how = f"{plan.hidden} {plan.activation.name} {plan.learning_rate} {plan.steps} {plan.seed}"
        found = trained(say, f"{how} {points.write(here)}", plan, here)
        words = say.table("lapse")
        lapse(found, here, plan.hidden, words, own.key("time_lapse"), take_points, autoplay=name != "own")
        panels.verdict(verdict(say, plan, found))


def choose_plan(say: Words, hidden: str) -> Plan:
    """Draw how the network learns."""
    link = {"bind": "query-params"}
    bend = controls.choice(st.selectbox, say("bend"), BENDS, "bend", "tanh", lambda n: say(f"fn.{n}"))
    rate = controls.choice(st.select_slider, say("pace"), RATES, "pace", "0.05")
    steps = st.slider(say("epochs"), 100, 3000, 800, 100, key="epochs", **link)
    seed = st.number_input(say("seed"), 0, 9999, 0, key="mlp_seed", **link)
    return Plan(HIDDEN[hidden], activation_functions.build(bend), float(rate), steps, int(seed))


def trained(say: Words, key: str, plan: Plan, here: Points) -> Lapse:
    """Return the time-lapse of a training: remembered, or made now with a bar and a stop button."""
    kept: OrderedDict[str, Lapse] = cache.shelf("lapses")
    if key in kept:
        return kept[key]
    run, place = Run(plan, here), st.empty()

    def tell() -> tuple[float, str]:
        return run.progress, say("training", step=run.step, all=plan.steps)

    def end() -> None:
        if run.progress:
            kept[key] = run.lapse()

    live_training.train(say, run, "stop_training", place, tell, end, longest_s=LONGEST_S)
    place.empty()
    while len(kept) > MOST_KEPT:
        kept.popitem(last=False)
    return kept[key]


def verdict(say: Words, plan: Plan, found: Lapse) -> str:
    """Return how well the network has learnt, and with how many numbers."""
    right = found.right[-1]
    facts = {
        "right": theme.percent(float(right)),
        "steps": int(found.steps[-1]),
        "numbers": plan.parameters,
        "neurons": plan.neurons,
    }
    kind = "one" if not plan.hidden else "learnt" if right >= 0.97 else "stuck"
    said = say(f"verdict_net_{kind}", **facts)
    if found.steps[-1] < plan.steps:
        said = f"{said} {say('verdict_stopped', all=plan.steps)}"
    return said


def own_points() -> Points:
    """Return the points that the learner clicked or pasted, here or in the link."""
    return points.read(controls.kept("own_points", FIRST_DOTS))


def paste(say: Words) -> None:
    """Draw the field for a table out of a spreadsheet."""
    st.text_area(say("table"), key=own.key("table"), placeholder=say("table_example"), help=say("table_help"))
    st.button(say("table_use"), key="table_use", on_click=take_table, width="stretch")
    problem = st.session_state.pop("table_problem", None)
    if problem is not None:
        shell.show(problem)


def take_table() -> None:
    """Make the pasted table the learner's points."""
    try:
        text = points.write(points.read_table(st.session_state.get(own.key("table")) or ""))
    except points.TableError as problem:
        st.session_state["table_problem"] = problem
        return
    own.choose("own_points", text)
    st.session_state["dots"] = "own"


def take_points() -> None:
    """Keep the points that the learner has clicked; they are then the learner's own."""
    own.choose("own_points", st.session_state[own.key("time_lapse")].points or FIRST_DOTS)
    st.session_state["dots"] = "own"
