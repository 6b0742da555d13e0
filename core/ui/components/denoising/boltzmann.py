"""A restricted Boltzmann machine: its filters at several ages, and a Gibbs chain walked step by step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.ui.components import packed

_mount = packed.component("denoising/boltzmann", "grey")
LARGE = 0.995
"""quantile of |weights| from which a weight is black or white"""


@dataclass(frozen=True)
class Boltzmann:
    """A machine's filters at several ages, (ages, H, V), and a Gibbs chain of T steps.

    The chain is `visible` (T, V), chances in 0..1, `hidden` (T, H), zeros and ones, and `energy` (T,); `side`
    is the pictures', V = side².
    """

    filters: NDArray
    ages: Sequence[str]
    visible: NDArray
    hidden: NDArray
    energy: NDArray
    side: int


def boltzmann(shown: Boltzmann, words: Mapping[str, str], key: str) -> None:
    """Draw the filters, each age's own large |weights| being black or white, 0 grey, and the chain.

    Units that are on have their filter framed.
    """
    most = np.quantile(np.abs(shown.filters), LARGE, axis=(1, 2), keepdims=True)
    data = {
        "filters": packed.small(
            np.rint(127.5 + 127.5 * np.clip(shown.filters / np.maximum(most, 1e-9), -1, 1))
        ),
        "count": shown.filters.shape[1],
        "ages": list(shown.ages),
        "visible": packed.small((shown.visible * 255).round()),
        "hidden": packed.small(shown.hidden),
        "energy": shown.energy.tolist(),
        "side": shown.side,
        "words": dict(words),
    }
    _mount(key=key, data=data)
