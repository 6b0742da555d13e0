"""Houses by area and price with a line whose ends are dragged."""

from collections.abc import Callable, Mapping

from core.learning import houses
from core.ui.components import packed

_mount = packed.component("learning/house_line")


def house_line(
    line: tuple[float, float], words: Mapping[str, str], key: str, on_change: Callable[[], None]
) -> None:
    """Draw the houses and a line.

    Where it is let go, `st.session_state[key].line` is what `houses.read` reads.
    """
    data = {
        "areas": list(houses.AREAS),
        "prices": list(houses.PRICES),
        "most": 130,
        "limits": list(houses.LIMITS),
        "best": list(houses.best()),
        "line": houses.write(line),
        "words": dict(words),
    }
    _mount(key=key, data=data, on_line_change=on_change)
