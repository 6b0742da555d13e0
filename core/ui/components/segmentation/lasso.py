"""A photo on which the learner outlines a thing, with the model's region beside the outline."""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from core.ui.components import packed

_mount = packed.component("segmentation/lasso", "boxes", "segmentation/pixel_classes")


def lasso(
    photo: bytes,
    wh: tuple[int, int],
    outline: str,
    region: NDArray[np.bool_] | None,
    said: str,
    words: Mapping[str, str],
    key: str,
    on_outline: Callable[[], None],
) -> None:
    """Draw a JPEG with an outline, JSON of points xy in a grid of `wh` pixels, and a region (h, w).

    After each drawing `st.session_state[key].outline` is the new JSON and `on_outline` is called. `said` is
    what stands below the photo while an outline is there.
    """
    data = {
        "photo": packed.jpeg(photo),
        "w": wh[0],
        "h": wh[1],
        "outline": outline,
        "region": None if region is None else packed.small(region),
        "said": said,
        "words": dict(words),
    }
    _mount(key=key, data=data, on_outline_change=on_outline)
