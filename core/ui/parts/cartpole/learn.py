"""How it learns: one step of deep Q-learning, station by station, with the numbers of a recorded step."""

import inspect

import streamlit as st

from core.cartpole import dqn, loop
from core.i18n.catalog import Words
from core.ui import panels, queue, shell
from core.ui.components.cartpole.dqn_loop import dqn_loop

SETTINGS = dqn.Settings()
SOURCE = (dqn.epsilon_at, dqn.q_targets, dqn.Learner.step, dqn.Learner.choose, dqn.Learner.learn)


@shell.fragment
def draw(say: Words) -> None:
    """Draw the part."""
    with st.spinner(say("loop.recording")):
        turns = queue.ask(say, loop.record, SETTINGS)
    words = say.table("loop")
    dqn_loop(turns, SETTINGS, words, "dqn_loop")
    facts = {"gamma": f"{SETTINGS.gamma:g}", "most": f"{1 / (1 - SETTINGS.gamma):.0f}"}
    panels.verdict(say("loop.verdict", first=turns[0].number, last=turns[-1].number, **facts))
    with st.expander(say("loop.code"), icon=":material/code:"):
        st.code("\n".join(map(inspect.getsource, SOURCE)), language="python")
