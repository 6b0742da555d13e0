"""Ten neurons, some dark in each step of training, all alive in use, and what they add up to."""

from collections.abc import Callable, Mapping

from core.overfitting import dropout
from core.ui.components import packed

_mount = packed.component("overfitting/dropout_layer")


def dropout_layer(percent: int, words: Mapping[str, str], key: str, on_change: Callable[[], None]) -> None:
    """Draw the layer with `percent` of its neurons dark on average.

    Where the learner lets go of the slider, `st.session_state[key].p` is the percentage as text.
    """
    data = {"shares": list(dropout.SHARES), "p": str(percent), "words": dict(words)}
    _mount(key=key, data=data, on_p_change=on_change)
