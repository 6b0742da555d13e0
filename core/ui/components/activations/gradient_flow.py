"""One bar a layer: how much of the gradient comes back to it, on a scale of powers of ten."""

from collections.abc import Mapping, Sequence

import numpy as np

from core.ui.components import packed

_mount = packed.component("activations/gradient_flow")


def layers(
    shares: Sequence[float],
    labels: Sequence[str],
    dead: Sequence[int],
    neurons: int,
    enough: float,
    words: Mapping[str, str],
    key: str,
    height: int = 380,
) -> None:
    """Draw shares ≥ 0 of the gradient (1 = as much as the last layer), the first layer on the left.

    `labels` are the shares as people write them, `dead` the dead neurons of each layer, `enough` the share
    that the dashed line marks; `height` in pixels.
    """
    data = {
        "shares": [float(s) if np.isfinite(s) else -1.0 for s in shares],
        "labels": list(labels),
        "dead": [int(d) for d in dead],
        "neurons": neurons,
        "enough": enough,
        "height": height,
        "words": dict(words),
    }
    _mount(key=key, data=data)
