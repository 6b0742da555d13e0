"""One function: f and f′ joined by a point, and beside it what f does to a deep network."""

import numpy as np
import streamlit as st

from core.figures import theme
from core.i18n.catalog import Words
from core.shared import activation_functions, link_values
from core.shared.activation_formulas import DELTA, FORMULAS, INPUTS, of_one_sign, weight_gradients
from core.shared.activation_functions import Activation
from core.ui import controls, panels, shell
from core.ui.components.common.curves import Curve, Curves, curves
from core.ui.parts.activations import deep

X = np.linspace(-6, 6, 1201)
NOTHING = "none"


@shell.fragment
def draw(say: Words) -> None:
    """Draw the part."""
    left, right, side = st.columns([5, 3.4, 2.6], gap="medium")
    with side:
        activation = deep.choose_function(say)
        setup = deep.choose(say, activation, lambda: choose_other(say))
    facts = activation_functions.facts(activation, X[0], X[-1])
    with left:
        name = st.session_state.get("versus", NOTHING)
        words = say.table("curves")
        words["alt"] = say("curves.alt", name=say(f"fn.{activation.name}"))
        other = None if name == NOTHING else curve(say, activation_functions.build(name))
        main = curve(say, activation, facts.mean)
        take = controls.follow("at", "curves", "at", "1")
        shown = Curves(X, main, facts.flat, other, setup.depth, event="activation")
        curves(shown, point(), words, "curves", take)
        if activation.name in FORMULAS:
            with st.container(horizontal=True, gap="large"):  # one below the other on a phone
                for formula in FORMULAS[activation.name]:
                    st.latex(formula, width="content")
    with right:
        flow = deep.measured(setup)
        deep.bars(say, setup, height=400)
    panels.verdict(deep.verdict(say, setup, flow))
    mean = theme.number(facts.mean) if facts.mean < 0 else f"+{facts.mean:.2f}"
    st.caption(say("facts", mean=mean, steepest=theme.number(facts.steepest)))
    deep.challenge(say, setup, flow)
    with st.expander(say("centred.title"), icon=":material/call_split:"):
        centred(say, activation)


def centred(say: Words, activation: Activation) -> None:
    """Show on three weights of the next neuron what it means that outputs are all of one sign."""
    outputs, gradients = activation(np.array(INPUTS)), weight_gradients(activation)
    rows = zip(INPUTS, outputs.tolist(), gradients.tolist(), strict=True)
    head = (
        f"| {say('centred.sum')} | {say('centred.output')} | {say('centred.gradient')} |\n|---:|---:|---:|\n"
    )
    table = "\n".join(f"| {theme.number(x, 1)} | {theme.number(f)} | {theme.number(g)} |" for x, f, g in rows)
    st.markdown(say("centred.about", delta=theme.number(DELTA, 1)))
    st.markdown(head + table)
    st.markdown(say("centred.one" if of_one_sign(gradients) else "centred.both"))


def curve(say: Words, activation: Activation, mean: float | None = None) -> Curve:
    """Return f and f′ over `X`."""
    label = activation.formula.text if activation.formula else say(f"short.{activation.name}")
    return Curve(label, activation(X), activation.slope(X), mean)


def choose_other(say: Words) -> None:
    """Draw the choice of a second function to compare with."""
    names = (NOTHING, *activation_functions.NAMES)
    controls.choice(
        st.selectbox,
        say("versus"),
        names,
        "versus",
        NOTHING,
        lambda n: say("nothing" if n == NOTHING else f"fn.{n}"),
    )


def point() -> float:
    """Return where the movable point is, here or in the link."""
    return link_values.number(controls.kept("at", "1"), float(X[0]), float(X[-1]), 1.0)
