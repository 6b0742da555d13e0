"""A curve above its slope, joined by one point that the learner moves."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.ui.components import packed

_mount = packed.component("common/curves")


@dataclass(frozen=True)
class Curve:
    """A function on a raster: its name, f and f′ at each x, and its average output (None: do not show)."""

    name: str
    values: NDArray[np.floating]
    slopes: NDArray[np.floating]
    mean: float | None = None


@dataclass(frozen=True)
class Curves:
    """A curve over an even raster x, the parts of it that are shaded as `flat`, and another to compare with.

    The sentence `said` gets x, f, slope and `through`, the slope to the power `depth`. Another component may
    move the curve by an `event` of the window, whose detail is a function that gives it over a grid.
    """

    x: NDArray[np.floating]
    curve: Curve
    flat: Sequence[tuple[float, float]] = ()
    other: Curve | None = None
    depth: int = 1
    event: str = ""


def curves(shown: Curves, at: float, words: Mapping[str, str], key: str, on_move: Callable[[], None]) -> None:
    """Draw f and f′ and put the point at `at`.

    Where it is let go, `st.session_state[key].at` holds its x as text and `on_move` is called.
    """
    data = {
        "x": [float(shown.x[0]), float(shown.x[-1]), len(shown.x)],
        "curve": _packed(shown.curve),
        "other": shown.other and _packed(shown.other),
        "at": f"{at:g}",
        "flat": [list(part) for part in shown.flat],
        "depth": shown.depth,
        "event": shown.event,
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
