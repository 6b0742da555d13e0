"""The answers of several models to one recording, one ribbon below the other."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from core.ui.components import packed

_mount = packed.component("activity/ribbons", "activity/ribbon")


def ribbons(
    starts_s: NDArray[np.floating],
    ends_s: NDArray[np.floating],
    rows: NDArray[np.floating],
    titles: Sequence[str],
    shorts: Sequence[str],
    second: str,
    truth_title: str,
    key: str,
    *,
    truth: Sequence[tuple[float, float, int]] = (),
) -> None:
    """Draw probabilities (M models, W windows, 6); `truth` holds (start, end, activity) in seconds."""
    data = {
        "starts": packed.floats(starts_s),
        "ends": packed.floats(ends_s),
        "rows": packed.floats(rows),
        "titles": list(titles),
        "shorts": list(shorts),
        "second": second,
        "truth_title": truth_title,
        "truth": [[float(start), float(end), int(which)] for start, end, which in truth],
    }
    _mount(key=key, data=data)
