"""A true box over a photo against an SSD's default boxes, map by map, or the cells of a YOLO's grids."""

from collections.abc import Callable, Mapping
from dataclasses import asdict

from core.detection import anchors, ssd
from core.ui.components import packed

_mount = packed.component("detection/default_boxes", "boxes")

Box = tuple[int, int, int, int]


def default_boxes(
    photo: bytes,
    wh: tuple[int, int],
    box: Box,
    layout: ssd.Layout,
    words: Mapping[str, str],
    key: str,
    on_box: Callable[[], None],
) -> None:
    """Draw a layout's default boxes over a JPEG of size `wh`, and which of them match the true box.

    Where it is let go, `st.session_state[key].box` is the new one, four numbers with points between them, and
    `on_box` is called.
    """
    levels = [
        {"title": f"{n} × {n}", "side": n, "boxes": packed.floats(anchors.corners(layout, level, wh))}
        for level, n in enumerate(layout.maps)
    ]
    _draw(photo, wh, box, levels, words, key, on_box)


def grid_cells(
    photo: bytes,
    wh: tuple[int, int],
    box: Box,
    words: Mapping[str, str],
    key: str,
    on_box: Callable[[], None],
) -> None:
    """Draw the grids of YOLO (v8, v11) and YOLOv1 over a JPEG, and which cells see to the true box."""
    levels = [
        {"title": f"{grid.columns} × {grid.rows} (÷{grid.stride})", **asdict(grid)}
        for grid in anchors.grids(wh)
    ]
    n = anchors.V1_GRID
    whole = {"left": 0, "top": 0, "cell_w": wh[0] / n, "cell_h": wh[1] / n}
    levels.append({"title": f"YOLOv1: {n} × {n}", "stride": 0, "columns": n, "rows": n, **whole})
    _draw(photo, wh, box, levels, words, key, on_box)


def _draw(
    photo: bytes,
    wh: tuple[int, int],
    box: Box,
    levels: list[dict],
    words: Mapping[str, str],
    key: str,
    on_box: Callable[[], None],
) -> None:
    data = {
        "photo": packed.jpeg(photo),
        "w": wh[0],
        "h": wh[1],
        "box": ".".join(map(str, box)),
        "levels": levels,
        "words": dict(words),
    }
    _mount(key=key, data=data, on_box_change=on_box)
