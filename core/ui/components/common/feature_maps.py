"""Feature maps to choose from; for a first layer also how its filter adds up red, green and blue."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.ui.components import packed

_mount = packed.component("common/feature_maps", "convolve")


@dataclass(frozen=True)
class FeatureMaps:
    """Maps (N, h, w), each shown from its own smallest (black) to its largest number (white).

    `first` is, for a first layer of 3×3 filters: the (3, S, S) input, weights (N, 3, 3, 3), bias (N,) and
    stride. `numbers` are what the maps are called, 1 to N by default; `together` gives all maps one black and
    one white; `photo` is a JPEG to show beside the enlarged map.
    """

    maps: NDArray[np.floating]
    first: tuple[NDArray, NDArray, NDArray, int] | None = None
    numbers: Sequence[int] | None = None
    together: bool = False
    photo: bytes | None = None


def feature_maps(
    shown: FeatureMaps, picked: int, words: Mapping[str, str], key: str, on_pick: Callable[[], None]
) -> None:
    """Draw the maps, the one with the index `picked` enlarged.

    A click puts the map's index into `st.session_state[key].picked` and calls `on_pick`. The photo, if there
    is one, is called `words["photo"]`.
    """
    axis = None if shown.together else (1, 2)
    low, high = (edge(shown.maps, axis=axis, keepdims=True) for edge in (np.min, np.max))
    bright = np.rint(255 * (shown.maps - low) / np.maximum(high - low, 1e-9))
    detail = None
    if shown.first is not None:
        seen, weights, bias, stride = shown.first
        detail = {
            "seen": packed.floats(seen),
            "side": seen.shape[1],
            "weights": weights.ravel().tolist(),
            "bias": bias.tolist(),
            "stride": stride,
        }
    data = {
        "maps": packed.small(bright),
        "n": len(shown.maps),
        "h": shown.maps.shape[1],
        "w": shown.maps.shape[2],
        "picked": picked,
        "numbers": list(range(1, len(shown.maps) + 1) if shown.numbers is None else map(int, shown.numbers)),
        "detail": detail,
        "photo": shown.photo and packed.jpeg(shown.photo),
        "words": dict(words),
    }
    _mount(key=key, data=data, on_picked_change=on_pick)
