"""A photo on which the learner outlines a thing, with the model's region beside the outline."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.ui.components import packed

_mount = packed.component("segmentation/lasso", "boxes", "segmentation/pixel_classes")


@dataclass(frozen=True)
class Outlined:
    """A JPEG, the model's region (h, w) in it, and what stands below it while an outline is there."""

    photo: bytes
    wh: tuple[int, int]
    region: NDArray[np.bool_] | None
    said: str


def lasso(
    shown: Outlined, outline: str, words: Mapping[str, str], key: str, on_outline: Callable[[], None]
) -> None:
    """Draw the JPEG with an outline, JSON of points xy in the grid of `wh` pixels, and the region.

    After each drawing `st.session_state[key].outline` is the new JSON and `on_outline` is called.
    """
    data = {
        "photo": packed.jpeg(shown.photo),
        "w": shown.wh[0],
        "h": shown.wh[1],
        "outline": outline,
        "region": None if shown.region is None else packed.small(shown.region),
        "said": shown.said,
        "words": dict(words),
    }
    _mount(key=key, data=data, on_outline_change=on_outline)
