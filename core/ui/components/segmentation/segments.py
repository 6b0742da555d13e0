"""A photo under its pixel classes: colours, confidence, cut-outs, a legend to switch, all in the browser."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from core.segmentation import figures
from core.segmentation.infer import Pixels
from core.ui.components import packed

_mount = packed.component("segmentation/segments", "boxes", "segmentation/pixel_classes")
VIEWS = ("overlay", "confidence", "cutout", "blur", "replace")


@dataclass(frozen=True)
class Segments:
    """A JPEG and its pixels' classes, which are called `names` and have `colours`, "#rrggbb" each.

    `focus` are the classes that cut-outs keep at first, `background` one that gets no colour (−1: none),
    `sure` the confidence in percent below which a pixel has no name at first.
    """

    photo: bytes
    found: Pixels
    names: Sequence[str]
    colours: Sequence[str]
    focus: Sequence[int] = (0,)
    background: int = -1
    sure: int = 0


def segments(
    shown: Segments, view: str, words: Mapping[str, str], key: str, on_view: Callable[[], None]
) -> None:
    """Draw the JPEG under its classes, seen as `view` has it.

    When another view is chosen it is in `st.session_state[key].view` and `on_view` is called; nothing else
    asks the server.
    """
    data = {
        "photo": packed.jpeg(shown.photo),
        "h": shown.found.class_ids.shape[1],
        "w": shown.found.class_ids.shape[2],
        "ids": packed.small(shown.found.class_ids),
        "chances": packed.small((shown.found.chances * 255).round()),
        "names": list(shown.names),
        "colours": list(shown.colours),
        "scale": figures.confidence_scale(),
        "view": view,
        "focus": list(shown.focus),
        "background": shown.background,
        "sure": shown.sure,
        "words": dict(words),
    }
    _mount(key=key, data=data, on_view_change=on_view)
