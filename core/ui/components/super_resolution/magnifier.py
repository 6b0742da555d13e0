"""One photo from several hands: a lens for the same place of all of them, and a wipe between any two."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.ui import controls
from core.ui.components import packed

_mount = packed.component("super_resolution/magnifier", "convolve")
PLACE, WIPE = "sr_lens", "sr_wipe"
"""where the link keeps the lens ("x.y") and the wipe ("percent.left.right")"""


@dataclass(frozen=True)
class Version:
    """One version of the photo: its name, a JPEG or PNG of any size, a few lines on how good it is.

    One that is not `smooth` has its pixels drawn as squares. `key` tells it from the others in the link.
    """

    key: str
    name: str
    data: bytes
    notes: tuple[str, ...] = ()
    smooth: bool = True


@dataclass(frozen=True)
class View:
    """What is looked at: a name of the photo, its width and height, the lens's first middle and its side.

    A photo of another name puts the lens at its `start`. `pair` are the versions left and right of the wipe.
    """

    photo: str
    wh: tuple[int, int]
    start: tuple[int, int]
    side: int
    pair: tuple[str, str]


def magnifier(versions: Sequence[Version], view: View, words: Mapping[str, str], key: str) -> None:
    """Draw the photo with lens and wipe, and what is under the lens in each version.

    All of it moves in the browser; where lens and wipe are is kept in the link (`PLACE`, `WIPE`).
    """
    data = {
        "versions": [
            {"key": v.key, "name": v.name, "src": _source(v.data), "notes": v.notes, "smooth": v.smooth}
            for v in versions
        ],
        "photo": view.photo,
        "wh": view.wh,
        "start": view.start,
        "side": view.side,
        "pair": view.pair,
        "at": controls.linked_value(PLACE) or "",
        "wipe": controls.linked_value(WIPE) or "",
        "words": dict(words),
    }
    _mount(key=key, data=data)


def _source(data: bytes) -> str:
    return packed.png(data) if data.startswith(b"\x89PNG") else packed.jpeg(data)
