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


def draw_boxes(
    photo: bytes,
    wh: tuple[int, int],
    drawn: truth.Drawn,
    names: Sequence[tuple[str, str]],
    found: Sequence[Shown],
    words: Mapping[str, str],
    key: str,
    on_boxes: Callable[[], None],
) -> None:
    """Draw a JPEG of size `wh` with true boxes that can be added, moved, resized, renamed and taken away.

    `names` are (label, what it is called), the first one for the first new box. After each change
    `st.session_state[key].boxes` is what `truth.read` reads and `on_boxes` is called.
    """
    data = {
        "photo": packed.jpeg(photo),
        "w": wh[0],
        "h": wh[1],
        "boxes": truth.write(drawn),
        "names": [list(pair) for pair in sorted(names, key=lambda pair: pair[1].casefold())],
        "first": names[0][0],
        "found": [{"box": list(s.box), "text": s.text, "hit": s.hit} for s in found],
        "most": truth.MOST,
        "words": dict(words),
    }
    _mount(key=key, data=data, on_boxes_change=on_boxes)
