"""A network of two layers worked out by hand: forward to the loss, then backward to every weight."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from core.activations import backprop
from core.ui.components import packed

_mount = st.components.v2.component("chain", js=packed.script("chain"), css=packed.style("chain"))
WORDS = ("forward", "backward", "next", "back", "scrub", "start", "play", "pause", "number", "alt", "own")


def chain(
    numbers: Mapping[str, float],
    steps: Sequence[backprop.Step],
    words: Mapping[str, str],
    key: str,
    on_change: Callable[[], None],
) -> None:
    """Draw the network with its numbers and play the steps one by one, both ways.

    Where the learner writes another number, `st.session_state[key].numbers` is what `backprop.read` reads.
    """
    data = {
        "numbers": backprop.write(numbers),
        "names": list(backprop.NUMBERS),
        "limit": backprop.LIMIT,
        "steps": [
            {"name": s.name, "rule": s.rule, "filled": s.filled, "value": s.value, "backward": s.backward}
            for s in steps
        ],
        "words": dict(words),
    }
    _mount(key=key, data=data, on_numbers_change=on_change)
