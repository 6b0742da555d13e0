"""The cells of a YOLOv3 over a photo: which of a cell's anchors answered, and the same box said otherwise."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from core.detection import ssd
from core.detection.anchor_answers import Grid
from core.detection.infer import FLOOR
from core.ui.components import packed

_mount = packed.component("detection/proposals/anchor_cells", "boxes", "detection/proposals/encodings")


@dataclass(frozen=True)
class Cells:
    """A JPEG of size `wh`, the answers on all grids, the classes in words, whether a network has looked.

    `layout` are the default boxes that the same box is compared with.
    """

    photo: bytes
    wh: tuple[int, int]
    grids: Sequence[Grid]
    names: Sequence[str]
    answered: bool
    layout: ssd.Layout


def anchor_cells(
    shown: Cells, at: str, words: Mapping[str, str], key: str, on_at: Callable[[], None]
) -> None:
    """Draw the grids; a click chooses a cell.

    `at` is "grid.column.row.anchor". Where the learner chooses another, `st.session_state[key].at` is the new
    one and `on_at` is called.
    """
    data = {
        "photo": packed.jpeg(shown.photo),
        "w": shown.wh[0],
        "h": shown.wh[1],
        "grids": [_packed(grid) for grid in shown.grids],
        "names": list(shown.names),
        "answered": shown.answered,
        "floor": FLOOR,
        "layout": layout_of(shown.layout),
        "at": at,
        "words": dict(words),
    }
    _mount(key=key, data=data, on_at_change=on_at)


def layout_of(layout: ssd.Layout) -> list[dict[str, object]]:
    """Return the maps of an SSD as the browser lays their boxes: cells a side, cells a picture, shapes."""
    return [
        {
            "side": side,
            "spread": layout.side / layout.steps[level] if layout.steps else side,
            "shapes": ssd.shapes(layout, level).tolist(),
        }
        for level, side in enumerate(layout.maps)
    ]


def _packed(grid: Grid) -> dict[str, object]:
    return {
        "look": grid.look,
        "stride": grid.stride,
        "columns": grid.columns,
        "rows": grid.rows,
        "left": grid.left,
        "top": grid.top,
        "cell": grid.cell,
        "sizes": grid.sizes.tolist(),
        "raw": packed.floats(grid.raw),
        "classes": packed.small(grid.classes),
    }
