"""One neuron by hand: two weights and a bias move a straight line over the four corners of a gate."""

from collections.abc import Callable, Mapping, Sequence

from core.ui.components import packed

_mount = packed.component("neural_network/neuron_plane")


def gate(
    neuron: str,
    answers: Sequence[int],
    limit: float,
    words: Mapping[str, str],
    key: str,
    on_change: Callable[[], None],
) -> None:
    """Draw the plane of a neuron `w1,w2,b` and what it should answer at (0,0), (0,1), (1,0), (1,1).

    Where a slider or the line is let go, `st.session_state[key].neuron` is the new `w1,w2,b`.
    """
    data = {"neuron": neuron, "answers": list(answers), "limit": limit, "words": dict(words)}
    _mount(key=key, data=data, on_neuron_change=on_change)
