"""A small network while it learns: its map of the plane and every hidden neuron's, played both ways."""

from collections.abc import Callable, Mapping

from core.neural_network.points import REACH, Points, write
from core.neural_network.training import SIDE, SMALL, Lapse
from core.ui.components import packed

_mount = packed.component("neural_network/training_timelapse")


def lapse(
    found: Lapse,
    points: Points,
    hidden: tuple[int, ...],
    words: Mapping[str, str],
    key: str,
    on_points: Callable[[], None],
    autoplay: bool = True,
) -> None:
    """Draw the looks at a network with `hidden` neurons a layer over its points.

    The learner may add and take away points: `st.session_state[key].points` is then what `points.read`
    reads, and `on_points` is called. With `autoplay` a new time-lapse plays at once.
    """
    data = {
        "steps": found.steps.tolist(),
        "losses": [float(v) for v in found.losses.round(5)],
        "right": [float(v) for v in found.right.round(4)],
        "planes": packed.small(found.planes),
        "maps": packed.small(found.maps),
        "side": SIDE,
        "small": SMALL,
        "reach": REACH,
        "hidden": list(hidden),
        "points": write(points),
        "autoplay": autoplay,
        "words": dict(words),
    }
    _mount(key=key, data=data, on_points_change=on_points)
