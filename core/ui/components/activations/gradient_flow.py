"""One bar a layer: how much of the gradient comes back to it, on a scale of powers of ten."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from core.ui.components import packed

_mount = packed.component("activations/gradient_flow")


@dataclass(frozen=True)
class GradientFlow:
    """How much of the gradient comes back to each layer, the first layer first.

    `shares` are ≥ 0 (1 = as much as the last layer), `labels` the same as people write them, `dead` says how
    many of a layer's `neurons` are dead, `enough` is the share that the dashed line marks.
    """

    shares: Sequence[float]
    labels: Sequence[str]
    dead: Sequence[int]
    neurons: int
    enough: float


def layers(flow: GradientFlow, words: Mapping[str, str], key: str, height: int = 380) -> None:
    """Draw the shares, the first layer on the left; `height` in pixels."""
    data = {
        "shares": [float(s) if np.isfinite(s) else -1.0 for s in flow.shares],
        "labels": list(flow.labels),
        "dead": [int(d) for d in flow.dead],
        "neurons": flow.neurons,
        "enough": flow.enough,
        "height": height,
        "words": dict(words),
    }
    _mount(key=key, data=data)
