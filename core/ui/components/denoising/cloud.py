"""One picture as a cloud on the VAE's map: its middle, its spread, and pictures of codes drawn from it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from numpy.typing import NDArray

from core.ui.components import packed
from core.ui.components.denoising.decoder import Layers, packed_layers

_mount = packed.component("denoising/cloud", "grey", "denoising/decoder")


@dataclass(frozen=True)
class PictureCloud:
    """A picture (28, 28) in 0..1, `mean` and `spread` (2,) of its codes, the `layers` of the decoder."""

    picture: NDArray
    mean: NDArray
    spread: NDArray
    layers: Layers


def cloud(
    shown: PictureCloud, draw: int, words: Mapping[str, str], key: str, on_change: Callable[[], None]
) -> None:
    """Draw it with the codes of draw number `draw`; another one is `st.session_state[key].draw`, as text."""
    data = {
        "picture": packed.small((shown.picture * 255).round()),
        "side": shown.picture.shape[0],
        "mean": [float(v) for v in shown.mean],
        "spread": [float(v) for v in shown.spread],
        "layers": packed_layers(shown.layers),
        "draw": str(draw),
        "words": dict(words),
    }
    _mount(key=key, data=data, on_draw_change=on_change)
