"""Small grey copies of a picture, remembered for the session."""

import numpy as np
from numpy.typing import NDArray

from core.convolution.pixels import grey, small, workable
from core.ui import cache, inputs


@cache.per_session
def grey_copy(key: str, side: int, _picture: inputs.Picture) -> NDArray[np.uint8]:
    """Return a small grey copy (H, W) of a picture."""
    return grey(small(_picture.rgb(), side))


@cache.per_session
def workable_copy(key: str, side: int, _picture: inputs.Picture) -> NDArray[np.uint8]:
    """Return such a copy that is neither a thin strip nor tiny."""
    return grey(small(workable(_picture.rgb()), side))
