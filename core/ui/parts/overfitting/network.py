"""A small network learns dots by heart; a flag on its loss curves says when it should have stopped."""

import streamlit as st

from core.figures import theme
from core.i18n.catalog import Words
from core.overfitting import dots, flag
from core.ui import controls, panels, queue, shell
from core.ui.components.overfitting.training_flag import training_flag

END = str(flag.STEPS)


@shell.fragment
def draw(say: Words) -> None:
    """Draw the part."""
    stage, side = panels.stage_and_controls()
    with side:
        name = controls.choice(
            st.selectbox, say("over_dots"), dots.SETS, "over_dots", "moons", lambda d: say(f"dot_sets.{d}")
        )
        noise = st.slider(say("over_noise"), 0.1, 0.5, 0.3, 0.1, key="over_noise", bind="query-params")
        hidden = controls.choice(
            st.selectbox,
            say("over_hidden"),
            tuple(flag.HIDDEN),
            "over_hidden",
            "16-16",
            lambda h: say(f"hiddens.{h}"),
        )
        with st.expander(say("more"), icon=":material/tune:"):
            held = st.slider(say("held"), 20, 80, 50, 10, key="held", bind="query-params", format="%d%%")
            seed = st.number_input(say("seed"), 0, 9999, 0, key="over_seed", bind="query-params")
    with stage:
        found = queue.ask(say, flag.study, name, held, noise, hidden, int(seed))
        step = flag.read(controls.kept("flag", END))
        take = controls.follow("flag", "training_flag", "flag", END)
        learnt = (found.hidden, found.history)
        training_flag(found.task, learnt, step, say.table("flag_words"), "training_flag", take)
        panels.verdict(verdict(say, found, step))


def verdict(say: Words, found: flag.Study, step: int) -> str:
    """Return how well the flag stands, and what the test dots, looked at last, say to it."""
    history, at, best = found.history, found.look(step), int(found.history.best[0])
    facts = {
        "step": int(history.steps[at]),
        "best": int(history.steps[best]),
        "validation": theme.number(history.validation[at, 0]),
        "lowest": theme.number(history.validation[best, 0]),
        "last": theme.number(history.validation[-1, 0]),
        "test": theme.number(history.test[at, 0]),
        "end": theme.number(history.test[-1, 0]),
        "right": theme.percent(float(history.right[at, 0])),
    }
    return f"{say(f'verdict_flag_{found.kind(step)}', **facts)} {say('verdict_test', **facts)}"
