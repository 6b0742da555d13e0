"""The components of the detection lesson, mounted without a server: they count as the core does."""

import numpy as np
import pytest

from core.detection import anchors, box_pair, truth
from core.detection.infer import Candidates
from core.i18n.catalog import Words
from core.shared import boxes
from core.ui.components.detection import default_boxes, draw_boxes, iou_lab, nms_steps, window_race
from tests.browser.mounting import PHOTO, WH, stroke, told

say = Words("ko", "detection")


def candidates(seed: int) -> Candidates:
    rng = np.random.default_rng(seed)
    middle, side = rng.uniform(80, 400, (6, 2))[rng.integers(6, size=150)], rng.uniform(60, 160, (150, 2))
    middle += rng.normal(0, 14, (150, 2))
    scores = np.sort(rng.uniform(0.02, 0.98, 150).astype(np.float32))[::-1].copy()
    xyxy = np.hstack([middle - side / 2, middle + side / 2]).astype(np.float32)
    return Candidates(xyxy, scores, rng.integers(3, size=150), ("고양이", "개", "컵"), WH)


@pytest.mark.parametrize(("seed", "limit", "score"), [(0, 0.45, 0.1), (1, 0.3, 0.05), (2, 0.7, 0.25)])
def test_browser_strikes_out_what_the_core_does(mounted, seed: int, limit: float, score: float) -> None:
    found, settings = candidates(seed), f"{score:.2f},{limit:.2f}"
    page = mounted(
        nms_steps,
        ("boxes", "detection/nms_count", "detection/nms_steps"),
        lambda: nms_steps.nms_steps(
            PHOTO, found, found.labels, settings, say.table("nms.words"), "k", lambda: None
        ),
    )
    sure = found.scores > score
    struck = boxes.strike(found.xyxy[sure], found.scores[sure], limit, found.class_ids[sure])
    happened = page.evaluate("document.querySelector('.exhibit').exhibit.happens")
    by = {row["box"]: (row["by"], row["overlap"]) for row in happened}
    assert len(by) == sure.sum()
    for box, its, overlap in zip(struck.order, struck.by, struck.overlap, strict=True):
        assert by[int(box)] == (int(its), float(overlap))
    lowered = page.evaluate("Array.from(document.querySelector('.exhibit').exhibit.lowered)")
    for class_id in range(3):
        mine = np.flatnonzero(sure & (found.class_ids == class_id))
        expected = boxes.soft_nms(found.xyxy[mine], found.scores[mine])
        np.testing.assert_allclose(np.array(lowered)[mine], expected, atol=1e-5)


PLATES = """wanted => {
  const { photo } = document.querySelector('.exhibit').exhibit, drawn = [];
  const pen = { measureText: (text) => ({ width: 8 * text.length }), fillText: () => {} };
  pen.fillRect = (...place) => drawn.push(place);
  photo.plates(pen, wanted);
  return drawn;
}"""


def suppressed(mounted, found) -> "Page":  # noqa: F821
    """Draw suppression of these candidates, step by step, into an empty page."""
    words = say.table("nms.words")
    return mounted(
        nms_steps,
        ("boxes", "detection/nms_count", "detection/nms_steps"),
        lambda: nms_steps.nms_steps(PHOTO, found, found.labels, "0.10,0.45", words, "k", lambda: None),
    )


def test_name_plates_cover_no_other_and_the_first_has_its_place(mounted) -> None:
    found = candidates(4)
    page = suppressed(mounted, found)
    same = {"text": "person 0.51", "colour": "#000"}
    wanted = [{"box": [200 + i, 200, 300 + i, 300], **same} for i in range(9)]
    drawn = page.evaluate(PLATES, wanted)
    scale = page.evaluate("document.querySelector('.exhibit').exhibit.photo.scale")
    np.testing.assert_allclose(drawn[0][:2], [200 * scale, 200 * scale - 24])
    assert 3 <= len(drawn) <= 6, "nine boxes on one thing have no room for nine names"
    for i, (x, y, w, h) in enumerate(drawn):
        assert all(x >= a + c or a >= x + w or y >= b + d or b >= y + h for a, b, c, d in drawn[:i])
    doubt = page.evaluate("document.querySelector('.exhibit').exhibit.data.doubt")
    for i in (0, len(found.scores) - 1):
        called = page.evaluate("i => document.querySelector('.exhibit').exhibit.called(i)", i)
        assert ("?" in called) == bool(found.scores[i] < doubt)


@pytest.mark.slow
def test_nms_is_stepped_by_keys_and_tells_its_thresholds(mounted) -> None:
    found = candidates(3)
    page = suppressed(mounted, found)
    root, all_ = page.locator(".exhibit"), int(page.locator(".exhibit").get_attribute("data-all"))
    assert root.get_attribute("data-step") == str(all_), "without motion it begins at the end"
    page.locator("canvas").focus()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert root.get_attribute("data-step") == "2" and page.locator("li.kept").count() >= 1
    before = int(root.get_attribute("data-kept"))
    page.locator(".iou input").focus()
    for _ in range(3):
        page.keyboard.press("PageUp")
    score, limit = map(float, told(page, "settings").split(","))
    assert limit > 0.6 and score == 0.1
    assert int(root.get_attribute("data-kept")) > before
    page.locator(".play").click()
    page.wait_for_selector("li.now")
    page.locator(".soft").click()
    assert page.locator(".soft").get_attribute("aria-pressed") == "true"


@pytest.mark.slow
def test_iou_lab_is_dragged_resized_and_counts_like_the_core(mounted) -> None:
    pair = ((100, 100, 300, 300), (350, 200, 500, 400))
    presets = {say(f"iou.presets.{name}"): box_pair.preset(name, WH) for name in ("apart", "inside")}
    page = mounted(
        iou_lab,
        ("boxes", "detection/iou_lab"),
        lambda: iou_lab.iou_lab(
            PHOTO, WH, pair, presets, say.table("iou.words") | {"presets": say("presets")}, "k", lambda: None
        ),
    )

    def same() -> box_pair.Overlap:
        found = box_pair.compare(*box_pair.read(told(page, "boxes"), WH))
        data = page.locator(".exhibit")
        assert float(data.get_attribute("data-iou")) == pytest.approx(found.iou, abs=1e-4)
        assert float(data.get_attribute("data-giou")) == pytest.approx(found.giou, abs=1e-4)
        return found

    stroke(page, (425, 300), (275, 250))
    assert same().iou > 0.05
    stroke(page, (300, 200), (340, 200))
    assert box_pair.read(told(page, "boxes"), WH)[0][2] == pytest.approx(340, abs=2)
    before = same().iou
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Shift+ArrowRight")
    assert same().iou != before
    page.get_by_role("button", name=say("iou.presets.inside")).click()
    assert same().precision == 1


def test_true_boxes_are_drawn_named_moved_and_deleted(mounted) -> None:
    names = [("cat", "고양이"), ("dog", "개")]
    nothing = truth.read("[]", WH)
    page = mounted(
        draw_boxes,
        ("boxes", "detection/draw_boxes"),
        lambda: draw_boxes.draw_boxes(
            draw_boxes.Canvas(PHOTO, WH, names, ()), nothing, say.table("score.words"), "k", lambda: None
        ),
    )
    stroke(page, (100, 100), (300, 250))
    drawn = truth.read(told(page, "boxes"), WH)
    np.testing.assert_allclose(drawn.xyxy, [[100, 100, 300, 250]], atol=1.5)
    assert drawn.labels == ("cat",)
    page.locator("select").select_option("dog")
    assert truth.read(told(page, "boxes"), WH).labels == ("dog",)
    stroke(page, (200, 175), (260, 195))
    np.testing.assert_allclose(truth.read(told(page, "boxes"), WH).xyxy, [[160, 120, 360, 270]], atol=2)
    page.locator("canvas").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    assert len(truth.read(told(page, "boxes"), WH).labels) == 2
    page.keyboard.press("Delete")
    assert truth.read(told(page, "boxes"), WH).labels == ("dog",)


@pytest.mark.parametrize("name", anchors.LAYOUTS)
def test_default_boxes_match_as_in_the_core(mounted, name: str) -> None:
    box, layout = (120, 90, 420, 380), anchors.LAYOUTS[name]
    page = mounted(
        default_boxes,
        ("boxes", "detection/default_boxes"),
        lambda: default_boxes.default_boxes(
            PHOTO, WH, box, layout, say.table("how.boxes"), "k", lambda: None
        ),
    )
    for _ in range(2):
        found, data = anchors.matches(layout, box, WH), page.locator(".exhibit")
        assert data.get_attribute("data-hits") == ".".join(map(str, found.matched))
        assert float(data.get_attribute("data-best")) == pytest.approx(found.best, abs=1e-4)
        page.locator("canvas").focus()
        page.keyboard.press("Shift+ArrowRight")
        box = tuple(map(int, told(page, "box").split(".")))
    assert box[2] > 420


def test_cell_with_the_middle_is_marked_and_windows_are_counted(mounted) -> None:
    box = (120, 90, 420, 380)
    page = mounted(
        default_boxes,
        ("boxes", "detection/default_boxes"),
        lambda: default_boxes.grid_cells(PHOTO, WH, box, say.table("how.grid"), "k", lambda: None),
    )
    page.locator(".levels button").last.click()
    assert page.locator(".exhibit").get_attribute("data-cell") == f"{int(270 / 640 * 7)}.{int(235 / 480 * 7)}"
    page = mounted(
        window_race,
        ("boxes", "detection/window_race"),
        lambda: window_race.window_race(PHOTO, WH, 5.0, 12.0, say.table("stages.window"), "k"),
    )
    assert int(page.locator(".exhibit").get_attribute("data-calls")) == anchors.calls(WH)
    page.locator("canvas").focus()
    page.keyboard.press("End")
    assert page.locator("output").first.inner_text().endswith("✓")
