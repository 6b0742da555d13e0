"""A network of two layers worked out by hand: forward to the loss, then backward to every weight."""

from collections.abc import Callable, Mapping, Sequence

from core.backpropagation import graph
from core.ui.components import packed

_mount = packed.component("backpropagation/backprop_graph")


def chain(
    numbers: Mapping[str, float],
    steps: Sequence[graph.Step],
    words: Mapping[str, str],
    key: str,
    on_change: Callable[[], None],
) -> None:
    """Draw the network with its numbers and play the steps one by one, both ways.

    Where the learner writes another number, `st.session_state[key].numbers` is what `backprop.read` reads.
    """
    data = {
        "numbers": graph.write(numbers),
        "names": list(graph.NUMBERS),
        "limit": graph.LIMIT,
        "steps": [
            {"name": s.name, "rule": s.rule, "filled": s.filled, "value": s.value, "backward": s.backward}
            for s in steps
        ],
        "words": dict(words),
    }
    _mount(key=key, data=data, on_numbers_change=on_change)
