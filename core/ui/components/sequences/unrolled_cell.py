"""A sentence that runs through a recurrent cell: its state as colours, its gates, and the gradient back."""

from collections.abc import Callable, Mapping

from core.sequences import cells, reading
from core.ui.components import packed

_mount = packed.component("sequences/unrolled_cell", "sequences/cells")


def unrolled_cell(
    sentence: str,
    setting: str,
    words: Mapping[str, str],
    key: str,
    on_sentence: Callable[[], None],
    on_setting: Callable[[], None],
) -> None:
    """Draw the cell while it reads; what the learner types and sets comes back.

    `st.session_state[key].sentence` is the text typed, `.setting` what `reading.read` reads; each calls back.
    """
    data = {
        "sentence": sentence,
        "setting": setting,
        "weights": {kind: _sent(kind) for kind in cells.KINDS},
        "gates": cells.GATES,
        "units": list(reading.UNITS),
        "limits": {"keep": reading.KEEP, "own": reading.OWN, "most": reading.MOST, "enough": reading.ENOUGH},
        "carries": reading.CARRIES,
        "vowels": "".join(sorted(reading.VOWELS)),
        "words": dict(words),
    }
    _mount(key=key, data=data, on_sentence_change=on_sentence, on_setting_change=on_setting)


def _sent(kind: str) -> dict[str, str]:
    plain = reading.base(kind)
    return {"inputs": packed.numbers(plain.inputs, "<f8"), "state": packed.numbers(plain.state, "<f8"),
            "bias": packed.numbers(plain.input_bias, "<f8")}  # fmt: skip
