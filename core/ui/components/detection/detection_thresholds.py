"""All that a detector proposes over the learner's photo, and what thresholds and classes leave of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from core.detection.infer import Candidates
from core.ui.components import packed

_mount = packed.component(
    "detection/detection_thresholds", "boxes", "detection/nms_count", "detection/thresholds_pane"
)


@dataclass(frozen=True)
class Pane:
    """One network's proposals: title, line beside it, labels in words; unsure below `doubt`."""

    title: str
    time: str
    found: Candidates
    names: Sequence[str]
    doubt: float = 0.0


@dataclass(frozen=True)
class Proposals:
    """A JPEG and what one or two networks propose on it."""

    photo: bytes
    panes: Sequence[Pane]


def sieve(
    shown: Proposals,
    settings: str,
    off: str,
    words: Mapping[str, str],
    key: str,
    on_settings: Callable[[], None],
    on_off: Callable[[], None],
) -> None:
    """Draw the proposals of each network over the JPEG; thresholds work in the browser.

    `settings` is "score threshold,IoU threshold", `off` the labels that are switched off, with points between
    them. Where the learner moves one, `st.session_state[key]` has the new text and `on_…` is called.
    """
    data = {
        "photo": packed.jpeg(shown.photo),
        "w": shown.panes[0].found.wh[0],
        "h": shown.panes[0].found.wh[1],
        "panes": [_packed(pane) for pane in shown.panes],
        "settings": settings,
        "off": off,
        "words": dict(words),
    }
    _mount(key=key, data=data, on_settings_change=on_settings, on_off_change=on_off)


def _packed(pane: Pane) -> dict[str, object]:
    found = pane.found
    return {
        "title": pane.title,
        "time": pane.time,
        "boxes": packed.floats(found.xyxy),
        "scores": packed.floats(found.scores),
        "ids": found.class_ids.tolist(),
        "labels": list(found.labels),
        "names": list(pane.names),
        "given": found.given,
        "all": found.answers,
        "doubt": pane.doubt,
    }
