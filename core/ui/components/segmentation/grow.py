"""A small map that becomes large again, number by number."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from core.segmentation.upsampling import Growth, Pooled
from core.ui.components import packed

_mount = packed.component("segmentation/grow")


def grow(
    before: NDArray[np.integer],
    pooled: Pooled,
    growth: Growth,
    method: str,
    kernel: NDArray,
    words: Mapping[str, str],
    key: str,
) -> None:
    """Draw numbers (2n, 2n), what max pooling keeps of them, and how `method` makes it large again."""
    steps = [{"row": s.row, "column": s.column, "adds": s.adds.tolist()} for s in growth.steps]
    data = {
        "input": before.tolist(),
        "pooled": pooled.values.tolist(),
        "rows": pooled.rows.tolist(),
        "columns": pooled.columns.tolist(),
        "steps": steps,
        "large": growth.large.tolist(),
        "method": method,
        "kernel": np.asarray(kernel).tolist(),
        "words": dict(words),
    }
    _mount(key=key, data=data)
