"""A lens over a photo that shows the numbers behind its pixels, channel by channel."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from core.ui import controls
from core.ui.components import packed

_mount = packed.component("convolution/pixel_lens", "convolve")


def pixel_lens(
    rgb: NDArray[np.uint8],
    planes: NDArray[np.floating],
    names: Sequence[str],
    space: str,
    words: Mapping[str, str],
    key: str,
) -> None:
    """Draw (H, W, 3) uint8 with its numbers: `planes` (H, W, 3), rounded, in what `space` counts in.

    `space` is `rgb` (0..255 each), `hsv` (0..360, 0..100, 0..100) or `grey` (two greys, their difference);
    `names` are the three channels'. Place and switched-off channels are in the page's link (`lens`, `off`).
    """
    data = {
        "w": rgb.shape[1],
        "h": rgb.shape[0],
        "pixels": packed.small(rgb),
        "planes": packed.numbers(np.rint(planes), "<u2"),
        "names": list(names),
        "space": space,
        "at": controls.linked_value("lens") or "",
        "off": [i for i in range(3) if str(i) in (controls.linked_value("off") or "")],
        "words": dict(words),
    }
    _mount(key=key, data=data)
