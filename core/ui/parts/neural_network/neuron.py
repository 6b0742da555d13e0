"""One neuron draws a line: its weights moved by hand, until a gate is answered or no line can."""

import streamlit as st

from core.figures import theme
from core.i18n.catalog import Words
from core.neural_network import perceptron
from core.ui import controls, panels, shell
from core.ui.components.neural_network.neuron_plane import gate


@shell.fragment
def draw(say: Words) -> None:
    """Draw the part."""
    stage, side = panels.stage_and_controls()
    with side:
        name = controls.choice(
            st.radio, say("gate"), tuple(perceptron.GATES), "gate", "and", lambda g: say(f"gates.{g}")
        )
        st.caption(say(f"gate_about.{name}"))
    neuron = perceptron.read(controls.kept("neuron", perceptron.write(perceptron.Neuron())))
    with stage:
        words = say.table("gate_words")
        gate(
            perceptron.write(neuron),
            perceptron.GATES[name],
            perceptron.LIMIT,
            words,
            "gate_plane",
            controls.follow("neuron", "gate_plane", "neuron"),
        )
        right = neuron.right(name)
        kind = "solved" if right == 4 else "xor" if name == "xor" else "open"
        facts = {"right": right, "gate": name.upper(), "threshold": theme.number(-neuron.b)}
        panels.verdict(say(f"verdict_gate_{kind}", **facts))
