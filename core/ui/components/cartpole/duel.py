"""The learner's cart beside the agent's: the same physics, computed in the browser."""

from collections.abc import Callable, Mapping
from dataclasses import asdict

from core.cartpole.environment import Physics
from core.cartpole.infer import Episode
from core.ui.components import packed

_mount = packed.component("cartpole/duel", "cartpole/world", "cartpole/scene")


def duel(
    rival: Episode,
    name: str,
    physics: Physics,
    words: Mapping[str, str],
    key: str,
    stamp: str,
    on_round: Callable[[], None],
) -> None:
    """Draw the agent's episode and the learner's cart at the same start.

    After a round `st.session_state[key].round` is `<stamp>|<moves>`, a letter a step: L and R are pushes, -
    is none; and `on_round` is called. The agent is called `name`.
    """
    data = {
        "steps": len(rival),
        "states": packed.floats(rival.states),
        "q": packed.floats(rival.q_values),
        "start": rival.states[0].tolist(),
        "name": name,
        "physics": asdict(physics),
        "words": dict(words),
        "stamp": stamp,
    }
    _mount(key=key, data=data, on_round_change=on_round)
