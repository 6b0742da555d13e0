"""A photo on which the learner draws true boxes and names them, with the model's boxes behind."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from core.detection import truth
from core.ui.components import packed

_mount = packed.component("detection/draw_boxes", "boxes")


@dataclass(frozen=True)
class Shown:
    """One of the model's boxes xyxy in the photo's pixels, its words, and whether it found something."""

    box: tuple[float, ...]
    text: str
    hit: bool


@dataclass(frozen=True)
class Canvas:
    """A JPEG of size `wh` to draw on, with the model's boxes `found` behind.

    `names` are (label, what it is called); the first one is for the first new box.
    """

    photo: bytes
    wh: tuple[int, int]
    names: Sequence[tuple[str, str]]
    found: Sequence[Shown]


def draw_boxes(
    shown: Canvas, drawn: truth.Drawn, words: Mapping[str, str], key: str, on_boxes: Callable[[], None]
) -> None:
    """Draw the JPEG with true boxes that can be added, moved, resized, renamed and taken away.

    After each change `st.session_state[key].boxes` is what `truth.read` reads and `on_boxes` is called.
    """
    data = {
        "photo": packed.jpeg(shown.photo),
        "w": shown.wh[0],
        "h": shown.wh[1],
        "boxes": truth.write(drawn),
        "names": [list(pair) for pair in sorted(shown.names, key=lambda pair: pair[1].casefold())],
        "first": shown.names[0][0],
        "found": [{"box": list(s.box), "text": s.text, "hit": s.hit} for s in shown.found],
        "most": truth.MOST,
        "words": dict(words),
    }
    _mount(key=key, data=data, on_boxes_change=on_boxes)
