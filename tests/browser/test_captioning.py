"""Moving through a sentence shows the core's attention and runners-up, and asks the server for nothing."""

from collections.abc import Callable

import numpy as np
import pytest
from playwright.sync_api import Page

from core.captioning.infer import Caption
from core.captioning.words import END
from core.i18n.catalog import Words
from core.ui.components.captioning import attended

WORDS = ("a", "dog", "runs")
VOCABULARY = ("<end>", "<unknown>", "a", "dog", "cat", "runs", "sits")
CHANCES = np.array(
    [[0, 0, 0.8, 0.1, 0.05, 0.03, 0.02], [0, 0, 0, 0.6, 0.3, 0.06, 0.04], [0, 0, 0, 0, 0.2, 0.3, 0.5]]
)
PEAKS = ((0, 0), (5, 2), (6, 6))
"""column and row looked at most, by word"""


@pytest.fixture
def caption() -> Caption:
    maps = np.full((3, 7, 7), 0.01)
    for at, (x, y) in enumerate(PEAKS):
        maps[at, y, x] = 0.52
    return Caption(WORDS, CHANCES[range(3), [2, 3, 5]], maps, CHANCES, VOCABULARY, 0.9)


@pytest.fixture
def page(mounted: Callable, caption: Caption) -> Page:
    rgb = np.full((140, 210, 3), 230, np.uint8)
    words = Words("en", "captioning").table("attended") | Words("en", "captioning").table("places")

    def draw() -> None:
        attended.attended(rgb, caption, (), "en", words, "attended", lambda: None)

    return mounted(attended, ("boxes", "captioning/attended"), draw)


@pytest.mark.slow
def test_words_lead_to_where_it_looked_and_what_else_was_likely(page: Page, caption: Caption) -> None:
    root, likely = page.locator(".exhibit"), page.locator(".likely li")
    page.wait_for_function("document.querySelector('.exhibit').exhibit.photo.image.complete")
    for at, (word, (x, y)) in enumerate(zip(WORDS, PEAKS, strict=True)):
        page.locator(f"[data-word='{at}']").hover()
        assert root.get_attribute("data-peak") == f"{x},{y}"
        rows = [(word, caption.probabilities[at]), *caption.runners_up(at)]
        names = [name for name, _ in sorted(rows, key=lambda row: -row[1])]
        expected = [Words("en", "captioning")("attended.end") if name == END else name for name in names]
        assert [row.split("\n")[0].strip() for row in likely.all_inner_texts()] == expected
        assert f"{100 * caption.probabilities[at]:.0f}%" in page.locator(".own").inner_text()
        light = (
            "([x, y]) => { const c = document.querySelector('canvas'); return c.getContext('2d')"
            ".getImageData((x + 0.5) / 7 * c.width, (y + 0.5) / 7 * c.height, 1, 1).data[0]; }"
        )
        assert page.evaluate(light, [x, y]) > 170 > 110 > page.evaluate(light, [3, 4])


@pytest.mark.slow
def test_keys_lead_through_the_words_and_mark_the_wrong_one(page: Page) -> None:
    root = page.locator(".exhibit")
    page.locator("canvas").focus()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    assert root.get_attribute("data-at") == "1" and "on the right" in page.locator(".said").inner_text()
    page.keyboard.press("x")
    assert page.evaluate("window.told.marked") == "a-dog-runs:1" and root.get_attribute("data-marks") == "1"
    page.locator("button.wrong").click()
    assert page.evaluate("window.told.marked") == "" and root.get_attribute("data-marks") == ""
