"""A restricted Boltzmann machine: its filters at several ages, and a Gibbs chain walked step by step."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from core.ui.components import packed

_mount = packed.component("denoising/boltzmann", "grey")
LARGE = 0.995
"""quantile of |weights| from which a weight is black or white"""


def boltzmann(
    filters: NDArray,
    ages: Sequence[str],
    visible: NDArray,
    hidden: NDArray,
    energy: NDArray,
    side: int,
    words: Mapping[str, str],
    key: str,
) -> None:
    """Draw filters (ages, H, V), each age's own large |weights| being black or white, 0 grey.

    The chain is `visible` (T, V), chances in 0..1, `hidden` (T, H), zeros and ones, and `energy` (T,); units
    that are on have their filter framed. `side` is the pictures', V = side².
    """
    most = np.quantile(np.abs(filters), LARGE, axis=(1, 2), keepdims=True)
    data = {
        "filters": packed.small(np.rint(127.5 + 127.5 * np.clip(filters / np.maximum(most, 1e-9), -1, 1))),
        "count": filters.shape[1],
        "ages": list(ages),
        "visible": packed.small((visible * 255).round()),
        "hidden": packed.small(hidden),
        "energy": energy.round(2).tolist(),
        "side": side,
        "words": dict(words),
    }
    _mount(key=key, data=data)
