"""The warm-up: Q-learning with a table in a world of 35 cells."""

import inspect

import streamlit as st

from core.cartpole import grid_world as world
from core.i18n.catalog import Words
from core.ui import controls, panels, shell
from core.ui.components.cartpole.grid_world import grid_world

KEY = "grid"


@shell.fragment
def draw(say: Words) -> None:
    """Draw the part."""
    setup = world.read(controls.kept(KEY, world.FIRST))
    with st.container(horizontal=True, gap="small"):
        for name, cells in world.WORLDS.items():
            st.button(say(f"grid.world_{name}"), key=f"world_{name}", on_click=take_world, args=(cells,))
    words = say.table("grid")
    take = controls.follow(KEY, "grid_world", "state", world.FIRST)
    grid_world(world.write(setup), words, "grid_world", take)
    panels.verdict(say("grid.rule", alpha=f"{setup.alpha:g}", gamma=f"{setup.gamma:g}"))
    with st.expander(say("grid.code"), icon=":material/code:"):
        st.code("\n\n".join(map(inspect.getsource, (world.choose, world.update))), language="python")


def take_world(cells: str) -> None:
    """Begin another world; the numbers stay."""
    setup = world.read(st.session_state[KEY])
    st.session_state[KEY] = world.write(world.Setup(cells, setup.alpha, setup.gamma, setup.epsilon))
