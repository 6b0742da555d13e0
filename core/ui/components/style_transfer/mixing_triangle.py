"""A photo in a mixture of three styles, and the triangle on which a point mixes them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from core.ui.components import packed

_mount = packed.component("style_transfer/mixing_triangle")


@dataclass(frozen=True)
class Corner:
    """One corner: the style's name, and the photo in it as a JPEG."""

    name: str
    jpeg: bytes


def mixing_triangle(
    corners: Sequence[Corner],
    painted: bytes,
    shares: tuple[float, float, float],
    words: Mapping[str, str],
    key: str,
    on_change: Callable[[], None],
) -> None:
    """Draw `painted`, a JPEG in the mixture `shares`, beside the triangle of three corners.

    While the point is dragged the browser lays the corners' pictures over each other, as
    `core.style_transfer.infer.laid_over` does. Where the learner lets go, `st.session_state[key].mix` is the
    new shares as "0.2,0.3,0.5", and `on_change` is called.
    """
    data = {
        "corners": [{"name": corner.name, "src": packed.jpeg(corner.jpeg)} for corner in corners],
        "painted": packed.jpeg(painted),
        "mix": ",".join(f"{share:g}" for share in shares),
        "words": dict(words),
    }
    _mount(key=key, data=data, on_mix_change=on_change)
