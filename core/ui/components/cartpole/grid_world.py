"""A world of cells and the table that Q-learning fills; all of it runs in the browser."""

from collections.abc import Callable, Mapping

from core.cartpole import grid_world as world
from core.ui.components import packed

_mount = packed.component("cartpole/grid_world")


def grid_world(state: str, words: Mapping[str, str], key: str, on_change: Callable[[], None]) -> None:
    """Draw the world of `state`, what `grid_world.read` reads.

    Where the learner changes a cell or a number, `st.session_state[key].state` says what it is now.
    """
    data = {
        "state": state,
        "rows": world.ROWS,
        "columns": world.COLUMNS,
        "start": world.START[0] * world.COLUMNS + world.START[1],
        "patience": world.PATIENCE,
        "words": dict(words),
    }
    _mount(key=key, data=data, on_state_change=on_change)
