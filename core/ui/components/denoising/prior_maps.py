"""Two maps of pictures side by side: where two networks put them, and what codes drawn by chance give."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from numpy.typing import NDArray

from core.ui.components import packed
from core.ui.components.denoising.decoder import Layers, packed_layers

_mount = packed.component("denoising/prior_maps", "grey", "denoising/decoder")


@dataclass(frozen=True)
class PriorMap:
    """One network's map.

    `layers` are its decoder's, `points` (classes, n, 2) codes of test pictures, `reach` (low, high) of both
    numbers, `mine` the code (2,) of the learner's picture. `codes` (N, 2) were drawn by chance; `labels` (N,)
    say what the judge takes the pictures for, `sure` (N,) whether it is sure. `title` is the network's name,
    `said` a sentence below.
    """

    title: str
    said: str
    layers: Layers
    points: NDArray
    reach: tuple[tuple[float, float], tuple[float, float]]
    mine: NDArray
    codes: NDArray
    sure: NDArray
    labels: Sequence[str]


@dataclass(frozen=True)
class Classes:
    """Names and colours of the classes, and the pictures' side in pixels."""

    names: Sequence[str]
    colours: Sequence[str]
    side: int


def prior_maps(maps: Sequence[PriorMap], classes: Classes, words: Mapping[str, str], key: str) -> None:
    """Draw the maps with the pictures of the drawn codes below each."""
    data = {
        "maps": [
            {
                "title": one.title,
                "said": one.said,
                "layers": packed_layers(one.layers),
                "points": packed.floats(one.points),
                "count": one.points.shape[1],
                "reach": [list(edge) for edge in one.reach],
                "mine": [float(v) for v in one.mine],
                "codes": packed.floats(one.codes),
                "sure": [bool(v) for v in one.sure],
                "labels": list(one.labels),
            }
            for one in maps
        ],
        "names": list(classes.names),
        "colours": list(classes.colours),
        "side": classes.side,
        "words": dict(words),
    }
    _mount(key=key, data=data)
