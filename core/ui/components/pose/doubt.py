"""A heat map's peak against two numbers, for a point that may be at one of two places."""

from collections.abc import Callable, Mapping

from core.pose import regression
from core.pose.regression import Doubt
from core.ui.components import packed

_mount = packed.component("pose/doubt")


def doubt(now: Doubt, words: Mapping[str, str], key: str, on_state: Callable[[], None]) -> None:
    """Draw both answers for a point in doubt.

    What the learner moves is in `st.session_state[key].state`, as `regression.write` has it.
    """
    _mount(key=key, data={"state": regression.write(now), "words": dict(words)}, on_state_change=on_state)
