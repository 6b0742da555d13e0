"""A flat map of pictures: every point of it is one, decoded in the browser by a small network sent along."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from numpy.typing import NDArray

from core.ui.components import packed
from core.ui.components.denoising.decoder import packed_layers

_mount = packed.component("denoising/latent", "grey", "denoising/decoder")


@dataclass(frozen=True)
class LatentMap:
    """A decoder and the codes of pictures that it knows, over `reach`, (low, high) of both numbers.

    `layers` are weights (out, in) and bias (out,): ReLU between them, the logistic function at the end.
    `points` (classes, n, 2) are codes of pictures, `names` and `colours` those of their classes; `mine` is
    the code (2,) of the learner's picture, `side` the pictures' in pixels.
    """

    layers: Sequence[tuple[NDArray, NDArray]]
    points: NDArray
    names: Sequence[str]
    colours: Sequence[str]
    reach: tuple[tuple[float, float], tuple[float, float]]
    mine: NDArray | None
    side: int


def latent(shown: LatentMap, words: Mapping[str, str], key: str) -> None:
    """Draw the map and the picture of the place pointed at."""
    data = {
        "layers": packed_layers(shown.layers),
        "points": packed.floats(shown.points),
        "count": shown.points.shape[1],
        "names": list(shown.names),
        "colours": list(shown.colours),
        "reach": [list(edge) for edge in shown.reach],
        "mine": None if shown.mine is None else [float(v) for v in shown.mine],
        "side": shown.side,
        "words": dict(words),
    }
    _mount(key=key, data=data)
