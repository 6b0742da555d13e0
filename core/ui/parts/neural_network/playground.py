"""A playground: a few neurons learn to draw any border between kinds of points, in the browser."""

from dataclasses import replace

import numpy as np
import streamlit as st

from core.figures import theme
from core.i18n.catalog import Words
from core.media.tables import to_csv
from core.neural_network import network, points, setup
from core.neural_network.points import Points
from core.neural_network.setup import OWN, Setup
from core.ui import controls, own, panels, shell
from core.ui.components.neural_network import playground as exhibit

KEY, POINTS = "net", "own_points"
FIRST_DOTS = "A060060A180180A070080A190170B060180B180060B070170B170070"
GOAL = 0.95
OLD_LINK = {"hidden": 4, "bend": 5, "pace": 7, "mlp_seed": 11, "dots": 0}
"""where in a setup stands what links of before had under names of their own"""


@shell.fragment
def draw(say: Words) -> None:
    """Draw the part."""
    now = setup.read(controls.kept(KEY, first()))
    mine = own_points()
    key, words = own.key("playground"), say.table("play")
    exhibit.playground(now, mine, words, key, lambda: take_state(key), lambda: take_points(key))
    kinds = network.kinds_of(network.scattered(now, mine)[1])
    rests = now.values(kinds) is not None
    challenge(say, now, mine, rests)
    if rests:
        panels.download(say, "download_weights", lambda: weights(say, now, kinds), "network.csv", "text/csv")
    with st.expander(say("paste"), icon=":material/table:"):
        paste(say)


def first() -> str:
    """Return the setup to begin with: the first one, or what a link of before asks for."""
    fields = setup.FIRST.split("|")
    for name, at in OLD_LINK.items():
        fields[at] = controls.linked_value(name) or fields[at]
    return setup.write(setup.read("|".join(fields)))


def challenge(say: Words, now: Setup, mine: Points, rests: bool) -> None:
    """Ask for the ring without a hidden layer: it takes other inputs than the two coordinates."""
    if not rests:
        panels.challenge(say, False, say("state_learning"))
        return
    found = network.standing(now, mine)
    solved = now.dots == "circles" and not now.hidden and now.noise == 0 and found.test_right >= GOAL
    right = found.test_right if found.test_points else found.train_right
    facts = {"dots": say(f"play.dots_{now.dots}"), "neurons": sum(now.hidden)}
    share = theme.percent(right) if np.isfinite(right) else "–"
    state = say("state_test" if found.test_points else "state_alone", right=share, **facts)
    panels.challenge(say, bool(solved), state)


def weights(say: Words, now: Setup, kinds: int) -> bytes:
    """Return every weight and bias as a table: its layer, from where to where, its value."""
    net, rows = network.Network(now, kinds), []
    for layer, (w, b) in enumerate(net.layers(net.values), 1):
        given = [exhibit.GIVEN[i] for i in now.features] if layer == 1 else range(1, w.shape[1] + 1)
        for to, (row, bias) in enumerate(zip(w, b, strict=True), 1):
            rows += [(layer, name, to, float(v)) for name, v in zip(given, row, strict=True)]
            rows.append((layer, say("play.bias"), to, float(bias)))
    return to_csv([say(f"weight_column.{name}") for name in ("layer", "from", "to", "value")], rows)


def own_points() -> Points:
    """Return the points that the learner clicked or pasted, here or in the link; at least two."""
    found = points.read(controls.kept(POINTS, FIRST_DOTS))
    return found if len(found[1]) > 1 else points.read(FIRST_DOTS)


def paste(say: Words) -> None:
    """Draw the field for a table out of a spreadsheet."""
    st.text_area(say("table"), key=own.key("table"), placeholder=say("table_example"), help=say("table_help"))
    st.button(say("table_use"), key="table_use", on_click=take_table, width="stretch")
    problem = st.session_state.pop("table_problem", None)
    if problem is not None:
        shell.show(problem)


def take_table() -> None:
    """Make the pasted table the learner's points; a network with new weights learns them."""
    try:
        text = points.write(points.read_table(st.session_state.get(own.key("table")) or ""))
    except points.TableError as problem:
        st.session_state["table_problem"] = problem
        return
    own.choose(POINTS, text)
    now = setup.read(st.session_state[KEY])
    own.choose(KEY, setup.write(replace(now, dots=OWN, noise=0, weights="", epoch=0)))


def take_state(key: str) -> None:
    """Keep what is set; a network that has learnt the learner's points is the learner's."""
    text = setup.write(setup.read(st.session_state[key].state or setup.FIRST))
    if setup.read(text).dots == OWN:
        own.mark(KEY)
    st.session_state[KEY] = text


def take_points(key: str) -> None:
    """Keep the points that the learner has clicked."""
    own.choose(POINTS, st.session_state[key].points or FIRST_DOTS)
