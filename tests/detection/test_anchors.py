"""Default boxes, grids and windows against the libraries and against counting by hand."""

import numpy as np
import pytest

from core.detection import anchors, history, loss_weighting
from core.shared import yolo
from core.shared.boxes import iou


def test_yolov1_has_1470_outputs() -> None:
    assert anchors.v1_outputs() == 7 * 7 * 30 == 1470


@pytest.mark.parametrize(("name", "count"), [("ssdlite320", 3234), ("ssd300", 8732)])
def test_matches_count_every_default_box(name: str, count: int) -> None:
    layout, wh, box = anchors.LAYOUTS[name], (640, 480), (100, 100, 400, 380)
    found = anchors.matches(layout, box, wh)
    every = np.concatenate([anchors.corners(layout, level, wh) for level in range(6)])
    overlaps = iou(every, np.float32([box]))[:, 0]
    assert sum(found.boxes) == len(every) == count
    assert sum(found.matched) == (overlaps >= 0.5).sum() > 0
    assert found.best == pytest.approx(float(overlaps.max()))


def test_tiny_thing_is_matched_by_force() -> None:
    found = anchors.matches(anchors.LAYOUTS["ssdlite320"], (100, 100, 112, 110), (640, 480))
    assert sum(found.matched) == 0 < found.best < 0.5


@pytest.mark.parametrize("wh", [(640, 480), (810, 1080), (1280, 720), (333, 500)])
def test_grids_have_yolos_cells_and_cover_the_photo(wh: tuple[int, int]) -> None:
    x, _ = yolo.letterbox(np.zeros((wh[1], wh[0], 3), np.uint8))
    found = anchors.grids(wh)
    assert sum(grid.columns * grid.rows for grid in found) == len(yolo.cells(*x.shape[2:])[1])
    for grid in found:
        assert grid.left <= 0 and grid.left + grid.columns * grid.cell_w >= wh[0] - 1e-6
        assert grid.top <= 0 and grid.top + grid.rows * grid.cell_h >= wh[1] - 1e-6


def test_windows_stay_in_the_photo_and_are_counted() -> None:
    wh = (100, 80)
    assert anchors.windows(wh) == ((64, 3, 2),)  # steps of 16: x 0, 16, 32; y 0, 16
    assert anchors.calls(wh) == 6
    for side, columns, rows in anchors.windows((1280, 720)):
        step = round(side * anchors.STEP)
        assert (columns - 1) * step + side <= 1280 < columns * step + side
        assert (rows - 1) * step + side <= 720 < rows * step + side
    assert anchors.windows((40, 30)) == ((30, 1, 1),)


def test_two_guesses_lose_the_same_at_the_tie() -> None:
    alpha = loss_weighting.tie(loss_weighting.NAMED, loss_weighting.PLACED)
    assert loss_weighting.NAMED.loss(alpha) == pytest.approx(loss_weighting.PLACED.loss(alpha))
    assert loss_weighting.NAMED.loss(0) > loss_weighting.PLACED.loss(0) and loss_weighting.NAMED.loss(
        1
    ) < loss_weighting.PLACED.loss(1)
    assert loss_weighting.tie(loss_weighting.Guess(0.9, 0.9), loss_weighting.Guess(0.5, 0.5)) is None


def test_papers_tell_figures_and_where_they_stand() -> None:
    assert all(
        paper.source and paper.hardware and paper.trained and paper.seconds > 0 for paper in history.PAPERS
    )
    assert [p.name for p in history.PAPERS if p.precision is None] == ["Mask R-CNN"]
