"""Colours, outlines and cut-outs in the browser are the core's classes, and ask the server for nothing."""

import numpy as np
import pytest

from core.i18n.catalog import text
from core.segmentation import figures, infer, outline, regions
from core.ui.parts.segmentation import PARTS
from core.ui.parts.segmentation.predictions import SIDE
from tests.browser.looks import assert_fits, each_part

LESSON = "segmentation"
CANVAS = ".look canvas"


@pytest.fixture(scope="module")
def found() -> infer.Pixels:
    from core.ui import inputs

    return infer.look(inputs.sample("drawn_street").rgb(), "unet", SIDE)


def said(key: str, lang: str = "en", **facts: object) -> str:
    return text(lang, f"segmentation.{key}", **facts)


def counts(page) -> np.ndarray:
    return np.array(page.locator(".exhibit").first.evaluate("e => Array.from(e.exhibit.counts)"))


def place(page, x: float, y: float) -> tuple[float, float]:
    """Return where a pixel of the 480 × 360 map is on the page."""
    box = page.locator(CANVAS).first.bounding_box()
    return box["x"] + (x + 0.5) / 480 * box["width"], box["y"] + (y + 0.5) / 360 * box["height"]


def set_range(page, selector: str, value: int) -> None:
    page.locator(selector).evaluate("(e, v) => { e.value = v; e.dispatchEvent(new Event('input')); }", value)


@pytest.mark.slow
def test_every_switch_stays_in_the_browser_and_counts_as_the_core(open_part, found) -> None:
    page = open_part("see")
    root = page.locator(".exhibit").first
    page.wait_for_function("c => c.width > 300", arg=page.locator(".look canvas").first.element_handle())
    np.testing.assert_array_equal(counts(page), np.bincount(found.class_ids[0].ravel(), minlength=11))
    page.evaluate("window.messages = 0")
    set_range(page, ".sure input", 70)
    sure = np.rint(found.chances[0] * 255) >= 0.7 * 255
    assert int(root.get_attribute("data-unsure")) == int((~sure).sum())
    set_range(page, ".sure input", 0)
    set_range(page, ".opacity input", 20)
    page.locator("input.outline").click()
    road = page.locator(".legend button", has_text=said("names.road"))
    road.click()
    assert road.get_attribute("aria-pressed") == "false"
    page.locator(".all").click()

    y, x = np.argwhere(found.class_ids[0] == found.labels.index("road"))[-400]
    page.mouse.move(*place(page, x, y))
    assert said("names.road") in page.locator(".said").first.inner_text()
    page.mouse.click(*place(page, x, y))
    pieces = regions.pieces(found.class_ids[0] == found.labels.index("road"))
    assert int(root.get_attribute("data-kept")) == int((pieces == pieces[y, x]).sum())
    assert page.evaluate("window.messages") == 0
    page.mouse.click(*place(page, x, y))
    page.locator("[data-view=cutout]").click()
    focus = figures.focus(found.labels, found.shares)
    assert int(root.get_attribute("data-kept")) == int((found.class_ids[0] == focus).sum())
    with page.expect_download() as download:
        page.locator(".save").click()
    from PIL import Image

    saved = np.asarray(Image.open(download.value.path()))
    assert saved.shape == (720, 960, 4)
    kept = (saved[::2, ::2, 3] > 127) == (found.class_ids[0] == focus)
    assert kept.mean() > 0.98 and 0 < (saved[..., 3] > 127).mean() < 1
    page.wait_for_url("**see_view=cutout*")


@pytest.mark.slow
def test_a_name_that_is_off_in_a_cut_out_joins_what_is_kept(open_part, found) -> None:
    page = open_part("see", more="&see_view=cutout")
    root = page.locator(".exhibit").first
    page.wait_for_function("e => Number(e.dataset.kept) > 0", arg=root.element_handle())
    focus, car = figures.focus(found.labels, found.shares), found.labels.index("car")
    ids = found.class_ids[0]
    row = page.locator(".legend button", has_text=said("names.car"))
    assert row.get_attribute("aria-pressed") == "false"
    row.click()
    assert row.get_attribute("aria-pressed") == "true"
    assert int(root.get_attribute("data-kept")) == int(np.isin(ids, (focus, car)).sum())
    y, x = np.argwhere(ids == car)[0]
    page.mouse.click(*place(page, x, y))
    row.click()
    assert int(root.get_attribute("data-kept")) == int((ids == car).sum()), "no longer one car alone"


@pytest.mark.slow
def test_the_walk_steps_and_the_bridges_swap_the_networks(open_part, settled) -> None:
    page = open_part("walk", motion=True)
    root = page.locator(".exhibit").first
    page.locator("image").first.wait_for()
    assert root.get_attribute("data-step") == "8" and root.get_attribute("data-bridges") == "true"
    page.locator(".play").click()
    page.wait_for_function("e => e.dataset.step === '3'", arg=root.element_handle())
    page.locator(".play").click()
    assert page.locator(".maps canvas").count() == 6
    page.locator(".tile.here").focus()
    step = int(root.get_attribute("data-step"))
    page.keyboard.press("ArrowRight")
    assert int(root.get_attribute("data-step")) == step + 1
    before = page.locator("image").last.get_attribute("href")
    page.get_by_text(said("walk.bridges"), exact=True).click()
    page.wait_for_function("e => e.dataset.bridges === 'false'", arg=root.element_handle())
    settled(page)
    assert page.locator("image").last.get_attribute("href") != before
    assert page.locator(".bridge.off").count() == 3


@pytest.mark.slow
def test_growing_adds_up_to_the_cores_numbers(open_part) -> None:
    from core.segmentation import upsampling

    page = open_part("grow", more="&grow_by=transposed&kernel_of=overlap&grow_seed=3")
    root = page.locator(".exhibit").first
    pooled = upsampling.max_pool(upsampling.example(3))
    growth = upsampling.grow(pooled, "transposed", np.array(upsampling.KERNELS["overlap"]))
    for step in (9, 4):
        set_range(page, ".bar input[type=range]", step)
        shown = [[float(v) for v in row.split(",")] for row in root.get_attribute("data-sum").split(";")]
        np.testing.assert_array_equal(shown, np.sum([s.adds for s in growth.steps[:step]], axis=0))


@pytest.mark.slow
def test_an_outline_is_measured_as_the_core_does(open_part, settled, found) -> None:
    page = open_part("score")
    canvas = page.locator(CANVAS).first
    canvas.scroll_into_view_if_needed()
    settled(page)
    car = found.class_ids[0] == found.labels.index("car")
    y, x = np.argwhere(regions.pieces(car) == 1).T
    corners = [(x.min(), y.min()), (x.max(), y.min()), (x.max(), y.max()), (x.min(), y.max())]
    page.mouse.move(*place(page, *corners[0]))
    page.mouse.down()
    for corner in corners[1:]:
        page.mouse.move(*place(page, *corner), steps=4)
    page.mouse.up()
    settled(page)
    points = page.locator(".exhibit").first.evaluate("e => JSON.stringify(e.exhibit.points)")
    drawn = regions.inside(outline.read(points, 480, 360), 360, 480)
    match = outline.match(drawn, found.class_ids[0])
    shown = page.locator("[data-testid=stMetricValue]").all_inner_texts()
    expected = [match.overlap.iou, match.overlap.dice, match.overlap.precision, match.overlap.recall]
    assert [float(value) for value in shown] == pytest.approx(expected, abs=0.006)


@pytest.mark.slow
def test_no_part_is_wider_than_a_phone(open_part, settled) -> None:
    page = open_part("see", lang="ko", width=390, height=800)
    for part in each_part(page, settled, LESSON, PARTS):
        assert_fits(page, part)
