"""A sliding window against a single shot, in the time that both were measured to take."""

from collections.abc import Mapping

from core.detection import anchors
from core.ui.components import packed

_mount = packed.component("detection/window_race", "boxes")


def window_race(
    photo: bytes, wh: tuple[int, int], call_ms: float, single_ms: float, words: Mapping[str, str], key: str
) -> None:
    """Slide windows over a JPEG of size `wh`, `call_ms` each, beside one call that takes `single_ms`."""
    data = {
        "photo": packed.jpeg(photo),
        "w": wh[0],
        "h": wh[1],
        "windows": [list(scale) for scale in anchors.windows(wh)],
        "step": anchors.STEP,
        "call_ms": call_ms,
        "single_ms": single_ms,
        "words": dict(words),
    }
    _mount(key=key, data=data)
