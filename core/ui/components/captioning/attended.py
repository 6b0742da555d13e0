"""A sentence over its photo: word after word, where the network looked, and what else was likely."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from core.captioning import reasons
from core.captioning.infer import PLACES, Caption
from core.captioning.words import END
from core.media.images import to_jpeg
from core.ui.components import packed

_mount = packed.component("captioning/attended", "boxes")
SHOWN = 1000
"""longest side in pixels of the photo on its way into the browser"""


def attended(
    rgb: np.ndarray,
    found: Caption,
    marks: Sequence[int],
    lang: str,
    words: Mapping[str, str],
    key: str,
    on_marked: Callable[[], None],
) -> None:
    """Draw a photo (H, W, 3) with its sentence; the words of `marks` are called wrong.

    When the learner marks others, `st.session_state[key].marked` is what `reasons.read_marks` reads. In
    Korean each word has its Korean one below it. Nothing else asks the server.
    """
    h, w = rgb.shape[:2]

    def told(word: str, share: float) -> dict[str, object]:
        shown = words["end"] if word == END else word
        return {"word": shown, "gloss": reasons.gloss(word) if lang == "ko" else "", "p": float(share)}

    steps = [
        told(word, found.probabilities[at]) | {"others": [told(*other) for other in found.runners_up(at)]}
        for at, word in enumerate(found.words)
    ]
    data = {
        "photo": packed.jpeg(to_jpeg(rgb, SHOWN)),
        "w": w,
        "h": h,
        "steps": steps,
        "maps": packed.floats(found.attention),
        "side": PLACES,
        "sentence": found.text.replace(" ", "-"),
        "marked": ",".join(map(str, marks)),
        "words": dict(words),
    }
    _mount(key=key, data=data, on_marked_change=on_marked)
