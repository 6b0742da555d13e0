"""The learner's photos sorted into classes, a shelf each; those taken for another class are marked."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from core.ui.components import packed

_mount = packed.component("transfer_learning/class_albums")


@dataclass(frozen=True)
class Item:
    """One photo: its key, a small JPEG, what it was taken for if not its own class, and that in words."""

    key: str
    jpeg: bytes
    wrong: str | None
    said: str


@dataclass(frozen=True)
class Shelf:
    """One class: its name, what stands beside the name, and its photos."""

    name: str
    note: str
    items: Sequence[Item]


def shelves(
    rows: Sequence[Shelf], words: Mapping[str, str], key: str, on_remove: Callable[[], None] | None = None
) -> None:
    """Draw the shelves; a click on a photo tells about it.

    With `on_remove` a photo can be taken away: `st.session_state[key].removed` is then its shelf's number and
    its key, with a space between.
    """
    data = {
        "shelves": [
            {
                "name": row.name,
                "note": row.note,
                "items": [
                    {
                        "key": item.key,
                        "src": packed.jpeg(item.jpeg),
                        "wrong": item.wrong,
                        "said": item.said,
                    }
                    for item in row.items
                ],
            }
            for row in rows
        ],
        "words": dict(words),
        "removable": on_remove is not None,
    }
    _mount(key=key, data=data, on_removed_change=on_remove or (lambda: None))
