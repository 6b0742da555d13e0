"""Heat maps over a photo, layer by layer from early to late: where the evidence for one or two answers is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.explanation import figures
from core.explanation.maps import resized
from core.figures import theme
from core.ui.components import packed

_mount = packed.component("explanation/gradcam_maps")
FINEST = 64
"""places along a side that travel: of a finer map the means"""


@dataclass(frozen=True)
class GradCamMaps:
    """A square JPEG and the evidence in it for each of `names`, layer by layer from early to late.

    `found` has one (len(names), h, w) a layer: above 0 speaks for a name, below 0 against it; `channels` says
    how many maps a layer has, `shares` how likely each name is. `other` is one more picture that no slider
    moves: its name, a map in −1..1 of what each place is worth, and how well each layer's first map agrees
    with it (−1..1, or None).
    """

    photo: bytes
    names: Sequence[str]
    shares: Sequence[str]
    found: Sequence[NDArray[np.floating]]
    channels: Sequence[int]
    other: tuple[str, NDArray[np.floating], Sequence[float | None]] | None = None


def evidence(shown: GradCamMaps, words: Mapping[str, str], key: str) -> None:
    """Draw the JPEG once for each name, under the maps of one layer, which a slider chooses.

    All maps of a layer share one scale.
    """
    small = [
        np.stack([resized(m, tuple(min(FINEST, n) for n in m.shape)) for m in maps]).astype(np.float32)
        for maps in shown.found
    ]
    data = {
        "photo": packed.jpeg(shown.photo),
        "names": list(shown.names),
        "shares": list(shown.shares),
        "layers": [
            {"size": maps.shape[-1], "h": m.shape[1], "w": m.shape[2], "channels": count}
            for maps, m, count in zip(shown.found, small, shown.channels, strict=True)
        ],
        "maps": packed.floats(np.concatenate([m.ravel() / max(np.abs(m).max(), 1e-30) for m in small])),
        "other": None,
        "colours": [packed.small(figures.table(scale)) for scale in (theme.SEQUENTIAL, theme.DIVERGING)],
        "faintest": figures.FAINTEST,
        "veil": figures.VEIL,
        "words": dict(words),
    }
    if shown.other is not None:
        name, values, agree = shown.other
        data["other"] = {
            "name": name,
            "side": len(values),
            "map": packed.floats(values),
            "agree": list(agree),
        }
    _mount(key=key, data=data)
