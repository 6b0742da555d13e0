"""The same photo from several hands, and a handle to drag across: one of them left of it, another right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.ui.components import packed

_mount = packed.component("photo/reveal")


@dataclass(frozen=True)
class Side:
    """One version of the photo: its name, a JPEG, and a few words on how good it is."""

    name: str
    jpeg: bytes
    note: str


def reveal(sides: Sequence[Side], wh: tuple[int, int], words: Mapping[str, str], key: str) -> None:
    """Draw photos of `wh` pixels over each other: the first left of the handle, the chosen one right."""
    items = [{"name": side.name, "src": packed.jpeg(side.jpeg), "note": side.note} for side in sides]
    _mount(key=key, data={"sides": items, "wh": list(wh), "words": dict(words)})
