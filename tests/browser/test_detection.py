"""All proposals over the photo: the browser works out thresholds, classes and agreement as the core does."""

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from core.detection import agreement, infer
from core.i18n.catalog import Words, text
from core.ui import inputs
from core.ui.parts.detection.detect import without
from tests.browser.looks import WIDER_THAN_SCREEN

LESSON = "detection"
OURS, OTHER = "everyday_yolo", "everyday_ssd"
FIGURE = "figure"


def slide(page: Page, name: str, value: float) -> None:
    """Move a slider of the exhibit without letting it go, which would tell the server."""
    code = "(range, value) => { range.value = value; range.dispatchEvent(new Event('input')); }"
    page.locator(f".limits .{name} input").evaluate(code, value)


def wall(name: str) -> infer.Candidates:
    return infer.candidates(inputs.sample("wall").rgb(), name)


def test_thresholds_strike_out_in_the_browser_what_the_core_strikes_out(open_part) -> None:
    page, found = open_part("detect", more="&photo=wall"), wall(OURS)
    for score, iou in ((0.05, 0.45), (0.02, 0.9), (0.2, 0.1), (0.95, 0.5)):
        slide(page, "score", score)
        slide(page, "iou", iou)
        kept = infer.shown(found, score, iou)
        assert int(page.locator(FIGURE).get_attribute("data-kept")) == len(kept.labels)
    assert page.evaluate("window.messages") == 0, "a threshold that is moved asks the server for nothing"


def test_two_detectors_agree_as_the_core_says(open_part) -> None:
    page = open_part("detect", more="&photo=wall&compare=true")
    slide(page, "score", 0.05)
    slide(page, "iou", 0.45)
    a, b = (infer.shown(wall(name), 0.05, 0.45) for name in (OURS, OTHER))
    shown = page.locator(".exhibit").last.get_attribute("data-shown")
    assert shown == f"{len(a.labels)},{len(b.labels)}"
    agreed = page.locator(".exhibit").last.get_attribute("data-agreed")
    assert int(agreed) == len(agreement.agreement(a, b).pairs)


def test_a_class_is_switched_off_and_the_sentence_follows(open_part, settled) -> None:
    page = open_part("detect", "ko", more="&photo=wall&sieve=0.05,0.45")
    kept = infer.shown(wall(OURS), 0.05, 0.45)
    label = max(set(kept.labels), key=kept.labels.count)
    page.locator(f".chips [data-label='{label}']").click()
    assert page.locator(f".chips [data-label='{label}']").get_attribute("aria-pressed") == "false"
    left = len(without(kept, label).labels)
    page.get_by_text(f"가운데 상자 {left}개").first.wait_for()
    page.get_by_role("button", name=text("ko", "detection.sieve.every")).click()
    page.get_by_text(f"가운데 상자 {len(kept.labels)}개").first.wait_for()
    settled(page)
    assert Words("ko", "detection").thing(label) in page.locator(".chips").inner_text()


def test_a_box_tells_what_it_struck_out_by_keys_too(open_part) -> None:
    page = open_part("detect", more="&photo=wall&sieve=0.05,0.45")
    page.locator("figure canvas").focus()
    page.keyboard.press("ArrowRight")
    kept = infer.shown(wall(OURS), 0.05, 0.45)
    first = f"{Words('en', 'detection').thing(kept.labels[0])} {kept.scores[0]:.2f}"
    assert page.locator(".said").inner_text().startswith(first)


@pytest.mark.slow
@pytest.mark.parametrize("dark", [False, True])
def test_the_page_fits_a_phone_and_moves_by_itself(server, open_page, dark: bool) -> None:
    page = open_page(f"{server}/detection?lang=ko&compare=true", width=390, height=780, dark=dark)
    page.locator("figure canvas").first.wait_for()
    assert page.evaluate(WIDER_THAN_SCREEN) <= 0
    expect(page.locator(".funnel li.on")).to_have_count(8)
    sizes = page.locator(".exhibit button:visible").evaluate_all("all => all.map((b) => b.offsetHeight)")
    assert np.min(sizes) >= 44
