"""The answers of several models to one recording, one ribbon below the other."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.ui.components import packed

_mount = packed.component("activity/ribbons", "activity/ribbon")


@dataclass(frozen=True)
class Ribbons:
    """The answers of M models to the W windows of one recording.

    `rows` (M, W, 6) are probabilities, `starts_s` and `ends_s` (W,) the windows' in seconds; `titles` are the
    models', `shorts` the six activities', `second` that of the axis. `truth` holds (start, end, activity) in
    seconds, its ribbon is called `truth_title`.
    """

    starts_s: NDArray[np.floating]
    ends_s: NDArray[np.floating]
    rows: NDArray[np.floating]
    titles: Sequence[str]
    shorts: Sequence[str]
    second: str
    truth_title: str
    truth: Sequence[tuple[float, float, int]] = ()


def ribbons(shown: Ribbons, key: str) -> None:
    """Draw one ribbon a model, and the true activities where they are known."""
    data = {
        "starts": packed.floats(shown.starts_s),
        "ends": packed.floats(shown.ends_s),
        "rows": packed.floats(shown.rows),
        "titles": list(shown.titles),
        "shorts": list(shown.shorts),
        "second": shown.second,
        "truth_title": shown.truth_title,
        "truth": [[float(start), float(end), int(which)] for start, end, which in shown.truth],
    }
    _mount(key=key, data=data)
