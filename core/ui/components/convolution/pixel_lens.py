"""A lens over a photo that shows the numbers behind its pixels, channel by channel."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from core.convolution.adjust import STOPS, Look
from core.ui import controls
from core.ui.components import packed

_mount = packed.component("convolution/pixel_lens", "convolve", "knobs", "convolution/adjust")


def pixel_lens(
    rgb: NDArray[np.uint8],
    look: Look,
    names: Sequence[str],
    space: str,
    words: Mapping[str, str],
    key: str,
    on_look: Callable[[], None],
) -> None:
    """Draw (H, W, 3) uint8, looking as `look` says, with its numbers in what `space` counts in.

    The look has sliders; where they are let go, `st.session_state[key].look` is `light|contrast|colour|blur`,
    texts of STOPS, and `on_look` is called.
    `space` is `rgb` (0..255 each), `hsv` (0..360, 0..100, 0..100) or `grey` (two greys, their difference);
    `names` are the three channels'. Place and switched-off channels are in the page's link (`lens`, `off`).
    """
    held = {name: f"{getattr(look, name):g}" for name in STOPS}
    data = {
        "w": rgb.shape[1],
        "h": rgb.shape[0],
        "pixels": packed.small(rgb),
        "knobs": [[name, list(stops), stops.index(held[name])] for name, stops in STOPS.items()],
        "look": "|".join(held.values()),
        "names": list(names),
        "space": space,
        "at": controls.linked_value("lens") or "",
        "off": [i for i in range(3) if str(i) in (controls.linked_value("off") or "")],
        "words": dict(words),
    }
    _mount(key=key, data=data, on_look_change=on_look)
