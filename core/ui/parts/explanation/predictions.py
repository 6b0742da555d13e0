"""What a model sees of a photo, and its answer: what the views of evidence begin with."""

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from core.explanation import masking
from core.i18n.catalog import Words
from core.media.images import to_jpeg
from core.runtime import registry
from core.shared.preprocess import view as view_of
from core.ui import cache, inputs, queue

SHOWN = 448
"""pixels along a side of the picture on the page, at least"""


@dataclass(frozen=True)
class Seen:
    """What a model sees of a photo, as it goes in (S, S, 3) and larger, a JPEG; the probabilities (n,)."""

    view: NDArray[np.uint8]
    large: bytes
    probabilities: NDArray[np.float64]


@cache.per_session(most=6)
def seen(key: str, model: str, _picture: inputs.Picture, _say: Words) -> Seen:
    """Return what a model sees of a picture, and what it answers."""
    how, rgb = registry.get_spec(model).preprocessing, _picture.rgb()
    times = math.ceil(SHOWN / how.crop)
    larger = replace(how, resize=how.resize * times, crop=how.crop * times)
    view = view_of(rgb, how)
    probabilities = queue.ask(_say, masking.ask, view[None], model)[0]
    return Seen(view, to_jpeg(view_of(rgb, larger)), probabilities)
