"""A curve above its slope, joined by one point that the learner moves."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.ui.components import packed

_mount = packed.component("curves")


@dataclass(frozen=True)
class Curve:
    """A function on a raster: its name, f and f′ at each x, and its average output (None: do not show)."""

    name: str
    values: NDArray[np.floating]
    slopes: NDArray[np.floating]
    mean: float | None = None


def curves(
    x: NDArray[np.floating],
    curve: Curve,
    at: float,
    words: Mapping[str, str],
    key: str,
    on_move: Callable[[], None],
    *,
    flat: Sequence[tuple[float, float]] = (),
    other: Curve | None = None,
    depth: int = 1,
) -> None:
    """Draw f and f′ over an even raster x, shade `flat` parts, put the point at `at`.

    Where the point is let go, `st.session_state[key].at` holds its x as text and `on_move` is called. The
    sentence `said` gets x, f, slope and `through`, the slope to the power `depth`.
    """
    data = {
        "x": [float(x[0]), float(x[-1]), len(x)],
        "curve": _packed(curve),
        "other": other and _packed(other),
        "at": f"{at:g}",
        "flat": [list(part) for part in flat],
        "depth": depth,
        "words": dict(words),
    }
    _mount(key=key, data=data, on_at_change=on_move)


def _packed(curve: Curve) -> dict[str, object]:
    return {
        "name": curve.name,
        "values": packed.floats(curve.values),
        "slopes": packed.floats(curve.slopes),
        "mean": curve.mean if curve.mean is not None and np.isfinite(curve.mean) else None,
    }
