"""Messages by their exclamation marks, and a border that is dragged: beyond it one is called spam."""

from collections.abc import Callable, Mapping

from core.learning import houses
from core.ui.components import packed

_mount = packed.component("learning/spam_border")


def spam_border(border: int, words: Mapping[str, str], key: str, on_change: Callable[[], None]) -> None:
    """Draw the messages; where the border is let go, `st.session_state[key].border` is its number as text."""
    data = {
        "marks": list(houses.MARKS),
        "spam": list(houses.SPAM),
        "most": max(houses.MARKS),
        "border": str(border),
        "words": dict(words),
    }
    _mount(key=key, data=data, on_border_change=on_change)
