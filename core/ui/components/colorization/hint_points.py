"""A photo on which places are given a colour; markers can be moved, coloured anew and taken away."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from core.ui.components import packed

_mount = packed.component("colorization/hint_points")


@dataclass(frozen=True)
class View:
    """One look at the photo: its name and a JPEG."""

    name: str
    jpeg: bytes


@dataclass(frozen=True)
class Palette:
    """Colours to choose from, "#rrggbb" with their names, and how many hints there may be."""

    swatches: Mapping[str, str]
    most: int


def hint_points(
    views: Sequence[View],
    hints: str,
    palette: Palette,
    words: Mapping[str, str],
    key: str,
    on_hints: Callable[[], None],
) -> None:
    """Draw the first of the `views` (same shape, all can be chosen) with hints as `hints.read` reads them.

    When one is placed, moved, coloured or removed `st.session_state[key].hints` is the new text and
    `on_hints` is called.
    """
    data = {
        "views": [{"name": view.name, "src": packed.jpeg(view.jpeg)} for view in views],
        "hints": hints,
        "swatches": [{"hex": value, "name": name} for value, name in palette.swatches.items()],
        "most": palette.most,
        "words": dict(words),
    }
    _mount(key=key, data=data, on_hints_change=on_hints)
