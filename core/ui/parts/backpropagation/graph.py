"""Backpropagation: a network of two layers worked out by hand, with the learner's own numbers."""

import streamlit as st

from core.backpropagation import graph
from core.figures import theme
from core.i18n.catalog import Words
from core.media.tables import to_csv
from core.shared import activation_functions
from core.ui import controls, panels, shell
from core.ui.components.backpropagation.backprop_graph import chain

SUBSCRIPT = str.maketrans("12", "₁₂")
START = graph.write(graph.read(""))
LITTLE = 1e-3
"""a share of the steepest gradient that moves a weight by nothing one could see"""
NOTHING = 0.5e-4
"""a loss that is written as 0.0000"""


@shell.fragment
def draw(say: Words) -> None:
    """Draw the part."""
    stage, side = panels.stage_and_controls()
    numbers = graph.read(controls.kept("numbers", START))
    with side:
        name = controls.choice(
            st.selectbox,
            say("chain_function"),
            graph.FUNCTIONS,
            "chain_fn",
            "sigmoid",
            lambda n: say(f"fn.{n}"),
        )
        rate = st.slider(say("chain_rate"), 0.1, 5.0, 1.0, 0.1, key="chain_rate", bind="query-params")
        activation = activation_functions.build(name)
        after = graph.learn(numbers, activation, rate)
        st.button(
            say("learn"),
            key="learn",
            on_click=put,
            args=(graph.write(after),),
            icon=":material/school:",
            width="stretch",
        )
        st.button(
            say("again"),
            key="again",
            on_click=put,
            args=(START,),
            icon=":material/restart_alt:",
            width="stretch",
        )
    with stage:
        steps = graph.steps(numbers, activation)
        take = controls.follow("numbers", "chain", "numbers", START)
        chain(numbers, steps, say.table("chain"), "chain", take)
        slopes = graph.gradient(numbers, activation)
        losses = [graph.loss(n, activation) for n in (numbers, graph.read(graph.write(after)))]
        panels.verdict(verdict(say, slopes, losses, rate))
        header = [say(f"column.{column}") for column in ("step", "rule", "filled", "value")]
        rows = [[f"∂L/∂{s.name}" if s.backward else s.name, s.rule, s.filled, s.value] for s in steps]
        panels.download(say, "download_csv", to_csv(header, rows), "backprop.csv", "text/csv")


def verdict(say: Words, slopes: dict[str, float], losses: list[float], rate: float) -> str:
    """Return what one step does to the loss, and whether the hidden layer has a part in it."""
    steepest = max(slopes, key=lambda weight: abs(slopes[weight]))
    before, after = (theme.number(loss, 4) for loss in losses)
    facts = {
        "before": before,
        "after": after,
        "rate": theme.number(rate, 1),
        "weight": steepest.translate(SUBSCRIPT),
        "slope": theme.number(slopes[steepest], 3),
    }
    if max(losses) < NOTHING:
        return say("verdict_done", **facts)
    if not slopes[steepest]:
        return say("verdict_flat", **facts)
    told = [say("verdict_learn", **facts)]
    if losses[1] > losses[0] and before != after:
        told.append(say("verdict_overshot"))
    hidden = max(abs(slopes[weight]) for weight in graph.HIDDEN)
    if hidden < LITTLE * abs(slopes[steepest]):
        told.append(say("verdict_hidden_little" if hidden else "verdict_hidden_none", **facts))
    return " ".join(told)


def put(numbers: str) -> None:
    """Take other numbers."""
    st.session_state["numbers"] = numbers
