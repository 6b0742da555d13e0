"""A live camera that teaches own classes: a card a class, and answers while the camera runs."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from core.ui.components import packed
from core.ui.components.live.camera import Camera, mount

_mount = packed.component("live/teach", "boxes", "courier", "live/camera", "live/painting")


@dataclass(frozen=True)
class Cards:
    """The learner's classes.

    `photos`: keys of the photos by class, None where the browser has them as they are · `thumbs`: small JPEGs
    of new ones · `labels`: the classes that were learnt · `said`: what is to be said of that · `most`,
    `classes`: photos a class, and classes, at most.
    """

    photos: Mapping[str, Sequence[str]] | None
    thumbs: Mapping[str, bytes]
    labels: Sequence[str]
    said: str
    most: int
    classes: int


def teach(
    camera: Camera,
    cards: Cards,
    words: Mapping[str, str],
    on_photos: Callable[[], None],
    on_edit: Callable[[], None],
) -> None:
    """Draw the camera and the cards; its answers are made by `shares`.

    Photos come as `st.session_state[key].photos`: the class `to` and JPEGs `shots`; what is done to cards as
    `.edit`: `do` is add, drop, rename, remove, train or missing.
    """
    rows = cards.photos and [{"name": name, "keys": list(keys)} for name, keys in cards.photos.items()]
    facts = {
        "cards": rows,
        "thumbs": {key: packed.jpeg(jpeg) for key, jpeg in cards.thumbs.items()},
        "labels": list(cards.labels),
        "said": cards.said,
        "most": cards.most,
        "classes": cards.classes,
    }
    mount(_mount, camera, words, facts, on_photos_change=on_photos, on_edit_change=on_edit)


def shares(probabilities: np.ndarray, stranger: bool) -> dict[str, object]:
    """Return an answer: probabilities (C,), and whether the picture is none of the classes."""
    return {"shares": [round(float(p), 4) for p in probabilities], "stranger": stranger}
