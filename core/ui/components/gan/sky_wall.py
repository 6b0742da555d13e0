"""A wall of generated skies in colour, and the way from one to another."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.gan import skies
from core.media import images
from core.ui.components import packed

_mount = packed.component("gan/sky_wall", "gan/made_wall")
ACROSS, FINE = 8, 92
"""pictures in a row, and the quality of the JPEG"""


@dataclass(frozen=True)
class Shown:
    """A wall of pictures (N, 64, 64, 3) with the name of each, and F pictures of a way (F, 64, 64, 3)."""

    pictures: NDArray[np.uint8]
    names: Sequence[str]
    way: NDArray[np.uint8]


def sky_wall(shown: Shown, pins: str, words: Mapping[str, str], key: str, on_pin: Callable[[], None]) -> None:
    """Draw wall and way; F is a multiple of `ACROSS`.

    `pins` are the numbers of the pictures A and B, as in "0.27"; `st.session_state[key].pins` says what the
    learner has made of them.
    """
    wall, way = (
        packed.jpeg(images.to_jpeg(images.sheet(tiles, ACROSS), quality=FINE))
        for tiles in (shown.pictures, shown.way)
    )
    data = {
        "sheet": wall,
        "way": way,
        "side": skies.SIDE,
        "across": ACROSS,
        "frames": len(shown.way),
        "names": list(shown.names),
        "count": len(shown.pictures),
        "pins": pins,
        "words": dict(words),
    }
    _mount(key=key, data=data, on_pins_change=on_pin)
