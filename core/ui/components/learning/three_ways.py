"""The same dots learnt from in three ways, side by side in time."""

from collections.abc import Mapping, Sequence

from core.learning import ways
from core.learning.fruits import Border, Fruits
from core.learning.ways import Groups, Walk
from core.ui.components import packed

_mount = packed.component("learning/three_ways", "learning/time_bar")


def three_ways(
    dots: Fruits,
    borders: Sequence[Border],
    groups: Sequence[Groups],
    walks: Sequence[Walk],
    words: Mapping[str, str],
    key: str,
) -> None:
    """Draw what each way has learnt at a time that plays by itself and can be dragged."""
    data = {
        "looks": packed.floats(dots.looks),
        "kind": packed.small(dots.apple),
        "borders": packed.floats([[border.w1, border.w2, border.b] for border in borders]),
        "groups": [{"middles": look.middles.tolist(), "of": look.of.tolist()} for look in groups],
        "walks": [[list(cell) for cell in walk.cells] for walk in walks],
        "bushes": [list(cell) for cell in sorted(ways.bushes(dots.looks))],
        "cheese": list(ways.CHEESE),
        "side": ways.SIDE,
        "key": f"{len(groups[0].middles)}",
        "words": dict(words),
    }
    _mount(key=key, data=data)
