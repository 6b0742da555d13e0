"""Heat maps over a photo, layer by layer from early to late: where the evidence for one or two answers is."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from core.explanation import figures
from core.explanation.maps import resized
from core.figures import theme
from core.ui.components import packed

_mount = packed.component("explanation/gradcam_maps")
FINEST = 64
"""places along a side that travel: of a finer map the means"""


def evidence(
    photo: bytes,
    names: Sequence[str],
    shares: Sequence[str],
    found: Sequence[NDArray[np.floating]],
    channels: Sequence[int],
    words: Mapping[str, str],
    key: str,
    other: tuple[str, NDArray[np.floating], Sequence[float | None]] | None = None,
) -> None:
    """Draw a square JPEG once for each of `names`, under the maps of one layer, which a slider chooses.

    `found` has one (len(names), h, w) a layer, early to late; above 0 speaks for a name, below 0 against it.
    All maps of a layer share one scale. `other` is one more picture that no slider moves: its name, a map in
    −1..1 of what each place is worth, and how well each layer's first map agrees with it (−1..1, or None).
    """
    small = [
        np.stack([resized(m, tuple(min(FINEST, n) for n in m.shape)) for m in maps]).astype(np.float32)
        for maps in found
    ]
    data = {
        "photo": packed.jpeg(photo),
        "names": list(names),
        "shares": list(shares),
        "layers": [
            {"size": maps.shape[-1], "h": m.shape[1], "w": m.shape[2], "channels": count}
            for maps, m, count in zip(found, small, channels, strict=True)
        ],
        "maps": packed.floats(np.concatenate([m.ravel() / max(np.abs(m).max(), 1e-30) for m in small])),
        "other": None,
        "colours": [packed.small(figures.table(scale)) for scale in (theme.SEQUENTIAL, theme.DIVERGING)],
        "faintest": figures.FAINTEST,
        "veil": figures.VEIL,
        "words": dict(words),
    }
    if other is not None:
        name, values, agree = other
        data["other"] = {
            "name": name,
            "side": len(values),
            "map": packed.floats(values),
            "agree": list(agree),
        }
    _mount(key=key, data=data)
