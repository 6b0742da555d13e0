"""A photo with its faces hidden under ellipses that the learner moves, takes away and adds."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from core.faces import hiding
from core.ui.components import packed

_mount = packed.component("faces/hide_faces", "boxes")


@dataclass(frozen=True)
class Cover:
    """A JPEG of size `wh`, how its faces are hidden (`way`, `cells`), and the finder's boxes (m, 4)."""

    photo: bytes
    wh: tuple[int, int]
    way: str
    cells: int
    found: np.ndarray


def hide_faces(
    cover: Cover, places: np.ndarray, words: Mapping[str, str], key: str, on_places: Callable[[], None]
) -> None:
    """Draw the photo with the places (n, 4) hidden.

    After each change `st.session_state[key].places` is what `hiding.read` reads, "again" where the finder's
    boxes are wanted back, and `on_places` is called.
    """
    data = {
        "photo": packed.jpeg(cover.photo),
        "w": cover.wh[0],
        "h": cover.wh[1],
        "way": cover.way,
        "cells": cover.cells,
        "colour": "#{:02x}{:02x}{:02x}".format(*hiding.COLOUR),
        "wider": hiding.WIDER,
        "same": hiding.SAME,
        "found": [[float(v) for v in box] for box in cover.found],
        "places": hiding.write(places),
        "most": hiding.MOST,
        "least": hiding.SMALLEST,
        "words": dict(words),
    }
    _mount(key=key, data=data, on_places_change=on_places)
