"""Every box a network proposes, kept or struck out one by one, with the sorted list beside it."""

from collections.abc import Callable, Mapping, Sequence

from core.detection import doubt
from core.detection.infer import Candidates
from core.ui.components import packed

_mount = packed.component("detection/nms_steps", "boxes", "detection/nms_count")


def nms_steps(
    photo: bytes,
    found: Candidates,
    names: Sequence[str],
    settings: str,
    words: Mapping[str, str],
    key: str,
    on_settings: Callable[[], None],
) -> None:
    """Draw all candidates over a JPEG; `names` (one a label) are their classes' in words.

    `settings` is "score threshold,IoU threshold". Where the learner moves one,
    `st.session_state[key].settings` is the new text and `on_settings` is called.
    """
    data = {
        "photo": packed.jpeg(photo),
        "w": found.wh[0],
        "h": found.wh[1],
        "boxes": packed.floats(found.xyxy),
        "scores": packed.floats(found.scores),
        "ids": found.class_ids.tolist(),
        "names": list(names),
        "doubt": doubt.unsure_below(found.model),
        "settings": settings,
        "words": dict(words),
    }
    _mount(key=key, data=data, on_settings_change=on_settings)
