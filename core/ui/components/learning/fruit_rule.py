"""A rule for apples that is dragged, one that is found from the same examples, and new examples."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from core.learning import fruits
from core.learning.fruits import Border, Fruits
from core.ui.components import packed

_mount = packed.component("learning/fruit_rule", "learning/fruit_shapes")
ACTS = ("hand", "machine", "new")


def fruit_rule(
    shown: tuple[Fruits, Fruits],
    found: Sequence[Border],
    rule: tuple[int, int],
    act: str,
    words: Mapping[str, str],
    key: str,
    on_change: tuple[Callable[[], None], Callable[[], None]],
) -> None:
    """Draw the examples and the new ones (`shown`), the rule by hand, and the borders that descent finds.

    `st.session_state[key]` holds `rule` as `fruits.read` reads it and `act`, one of ACTS; `on_change` are
    called when the one or the other changes.
    """
    data = {
        "looks": packed.floats(np.concatenate([some.looks for some in shown])),
        "apple": packed.small(np.concatenate([some.apple for some in shown])),
        "borders": packed.floats([[border.w1, border.w2, border.b] for border in found]),
        "seen": len(shown[0].apple),
        "rule": fruits.write(rule),
        "act": act,
        "words": dict(words),
    }
    _mount(key=key, data=data, on_rule_change=on_change[0], on_act_change=on_change[1])
