"""Anchors, offsets and the R-CNN family, mounted without a server: the browser counts as the core does."""

import numpy as np
import pytest

from core.detection import anchor_answers, anchors, encodings, ssd, two_stage
from core.i18n.catalog import Words
from core.shared.boxes import iou
from core.ui.components.detection.proposals import anchor_cells, rcnn_steps, ssd_maps
from tests.browser.mounting import PHOTO, WH, stroke, told

say = Words("ko", "detection")
NAMES = [f"n{i}" for i in range(80)]


def made() -> tuple[anchor_answers.Grid, ...]:
    """Return grids with numbers as a network gives them."""
    rng, found = np.random.default_rng(3), []
    for grid in anchor_answers.empty(WH):
        grid.raw[:] = rng.normal(0, 1, grid.raw.shape).astype(np.float32)
        grid.classes[:] = rng.integers(80, size=grid.classes.shape)
        found.append(grid)
    return tuple(found)


def numbers(page, name: str) -> list[float]:
    return [float(v) for v in page.locator(".exhibit").get_attribute(f"data-{name}").split(" ")]


def test_a_cell_that_is_clicked_answers_as_in_the_core(mounted) -> None:
    grids = made()
    shown = anchor_cells.Cells(PHOTO, WH, grids, NAMES, True, ssd.SSD300)
    page = mounted(
        anchor_cells,
        ("boxes", "detection/proposals/encodings", "detection/proposals/anchor_cells"),
        lambda: anchor_cells.anchor_cells(shown, "0.6.6.1", say.table("how.anchors"), "k", lambda: None),
    )
    stroke(page, (200, 150), (200, 150))
    for press in (None, "ArrowRight", "Enter", " "):
        if press:
            page.keyboard.press(press)
        level, column, row, anchor = map(int, page.locator(".exhibit").get_attribute("data-at").split("."))
        grid = grids[level]
        answers = anchor_answers.cell(grid, column, row)
        answer = answers[anchor]
        if press in (None, "ArrowRight"):
            assert answer.score == max(a.score for a in answers)
        assert numbers(page, "score") == pytest.approx([answer.score], abs=1e-4)
        assert numbers(page, "box") == pytest.approx(answer.xyxy.tolist(), abs=0.02)
        middle = (grid.left + (column + 0.5) * grid.cell, grid.top + (row + 0.5) * grid.cell)
        far = encodings.distances(answer.xyxy, middle, grid.cell)
        assert numbers(page, "far") == pytest.approx(far, abs=2e-3)
        best, at, overlap = encodings.best_default(ssd.SSD300, answer.xyxy, WH)
        assert numbers(page, "base") == pytest.approx([best, overlap], abs=1e-3)
        defaults = anchors.corners(ssd.SSD300, best, WH)
        as_good = np.flatnonzero(iou(defaults, np.float32([answer.xyxy]))[:, 0] > overlap - 1e-4)
        assert at in as_good  # shapes of one area that hold a small box all fit it as well
        moves = [encodings.offsets(answer.xyxy, defaults[i]) for i in as_good]
        assert any(numbers(page, "moves") == pytest.approx(each, abs=5e-3) for each in moves)
    assert told(page, "at") == page.locator(".exhibit").get_attribute("data-at")
    assert page.locator(".exhibit").get_attribute("data-at").startswith("1."), "space leads to the next grid"


def test_offsets_follow_the_box_that_is_dragged(mounted) -> None:
    box = (120, 90, 420, 380)
    page = mounted(
        ssd_maps,
        ("boxes", "detection/proposals/encodings", "detection/proposals/ssd_maps"),
        lambda: ssd_maps.ssd_maps(PHOTO, WH, box, ssd.SSD300, say.table("how.offsets"), "k", lambda: None),
    )
    level, at, _ = encodings.best_default(ssd.SSD300, box, WH)
    default = anchors.corners(ssd.SSD300, level, WH)[at]
    assert numbers(page, "moves") == pytest.approx(encodings.offsets(box, default), abs=5e-3)
    stroke(page, (270, 235), (310, 215))
    moved = tuple(map(int, told(page, "box").split(".")))
    assert moved == pytest.approx((160, 70, 460, 360), abs=2)
    assert numbers(page, "moves") == pytest.approx(encodings.offsets(moved, default), abs=5e-3)
    page.locator(".zero").click()
    assert np.abs(numbers(page, "moves")).max() < 0.05
    page.locator("svg .map").first.click()
    assert page.locator(".exhibit").get_attribute("data-level") == "0"


def test_steps_are_walked_by_keys_and_say_how_often(mounted) -> None:
    shown = rcnn_steps.Example(PHOTO, WH, np.float32([[10, 10, 90, 90]]), (120, 90, 420, 380), "cat")
    page = mounted(
        rcnn_steps,
        ("boxes", "detection/proposals/rcnn_steps"),
        lambda: rcnn_steps.rcnn_steps(shown, "rcnn.0", say.table("stages.words"), "k", lambda: None),
    )
    page.locator("canvas").focus()
    for network in two_stage.NETWORKS.values():
        for step in network.steps:
            assert int(page.locator(".exhibit").get_attribute("data-times")) == step.times
            page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowDown")
        for _ in network.steps:
            page.keyboard.press("ArrowLeft")
    assert told(page, "at") == "mask.0"
