"""Feature maps to choose from; for a first layer also how its filter adds up red, green and blue."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from core.ui.components import packed

_mount = packed.component("feature_maps", "convolve")
WORDS = ("grid", "map", "hover", "deeper", "said")


def feature_maps(
    maps: NDArray[np.floating],
    picked: int,
    words: Mapping[str, str],
    key: str,
    on_pick: Callable[[], None],
    first: tuple[NDArray, NDArray, NDArray, int] | None = None,
    numbers: Sequence[int] | None = None,
    together: bool = False,
    photo: bytes | None = None,
) -> None:
    """Draw (N, h, w) maps, each from its own smallest (black) to its largest number (white).

    A click puts the map's index into `st.session_state[key].picked` and calls `on_pick`. `first` is, for a
    first layer of 3×3 filters: the (3, S, S) input, weights (N, 3, 3, 3), bias (N,) and stride. `numbers`
    are what the maps are called, 1 to N by themselves; `together` gives all maps one black and one white;
    `photo` is a JPEG to show beside the enlarged map, called `words["photo"]`.
    """
    axis = None if together else (1, 2)
    low, high = (edge(maps, axis=axis, keepdims=True) for edge in (np.min, np.max))
    bright = np.rint(255 * (maps - low) / np.maximum(high - low, 1e-9))
    detail = None
    if first is not None:
        seen, weights, bias, stride = first
        detail = {
            "seen": packed.floats(seen),
            "side": seen.shape[1],
            "weights": weights.ravel().tolist(),
            "bias": bias.tolist(),
            "stride": stride,
        }
    data = {
        "maps": packed.small(bright),
        "n": len(maps),
        "h": maps.shape[1],
        "w": maps.shape[2],
        "picked": picked,
        "numbers": list(range(1, len(maps) + 1) if numbers is None else map(int, numbers)),
        "detail": detail,
        "photo": photo and packed.jpeg(photo),
        "words": dict(words),
    }
    _mount(key=key, data=data, on_picked_change=on_pick)
