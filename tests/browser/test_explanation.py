"""The layer slider plays in the browser alone; a stroke sends a mask and the bars move."""

import numpy as np
import pytest

from core.explanation import gradcam, maps, masking
from core.figures import theme
from core.i18n.catalog import text
from core.runtime import registry
from core.ui import inputs
from tests.browser.looks import COUNT_MESSAGES

CELLS = 10
"""cells across the maps of the middle layers"""
VALUES = f"""(root, at) => {{
  const exhibit = root.exhibit, middles = [...Array({CELLS}).keys()].map(i => (i + 0.5) / {CELLS});
  exhibit.pause();
  exhibit.show(at);
  return middles.flatMap(y => middles.map(x => exhibit.value(0, x, y)));
}}"""
LAYER, BETWEEN = ".exhibit[data-at='{}.00']", ".exhibit:not([data-at$='.00'])"


@pytest.mark.slow
def test_slider_plays_moves_by_keys_and_never_asks_the_server(server, open_page) -> None:
    page = open_page(f"{server}/explanation?lang=en")
    exhibit, play = page.locator(".exhibit"), page.locator(".exhibit .play")
    exhibit.wait_for()
    page.wait_for_selector(BETWEEN)  # it begins to play by itself
    page.evaluate(COUNT_MESSAGES)
    play.click()
    page.locator(".exhibit .layer").focus()
    page.keyboard.press("Home")
    page.wait_for_selector(LAYER.format(0))
    assert "Layer 1 of 12: 40×40" in page.locator(".exhibit .said").inner_text()
    page.keyboard.press("ArrowRight")
    page.wait_for_selector(LAYER.format(1))
    play.click()
    page.wait_for_selector(BETWEEN)
    play.click()
    page.locator(".frame").first.hover()
    assert [float(v) >= 0 for v in page.locator(".frame output").all_inner_texts()] == [True, True]
    page.locator(".exhibit .against").click()
    assert page.evaluate("messages") == 0


def test_browser_shows_the_cores_maps(server, open_page) -> None:
    page = open_page(f"{server}/explanation?lang=ko&photo=cat&why=Egyptian+cat&why_not=none", motion=False)
    exhibit = page.locator(".exhibit")
    exhibit.wait_for()
    index = registry.get_spec("everyday").labels.index("Egyptian cat")
    found = gradcam.explain(inputs.sample("cat").rgb(), "everyday", (index,)).maps
    first, last = (np.maximum(found[i][0], 0) for i in (6, 11))
    shown, middle, end = (np.reshape(exhibit.evaluate(VALUES, at), (CELLS, CELLS)) for at in (6, 5.5, 11))
    np.testing.assert_allclose(shown, first / first.max(), atol=1e-3)
    signed = maps.resized(found[11][0], (CELLS, CELLS))
    expected = np.maximum(signed, 0) / last.max()
    np.testing.assert_allclose(end, expected, atol=1e-3)
    half = (np.maximum(found[5][0], 0) / found[5][0].max() + first / first.max()) / 2
    np.testing.assert_allclose(middle, half, atol=1e-3)


@pytest.mark.slow
def test_stroke_sends_the_mask_and_undo_takes_it_back(server, open_page, settled) -> None:
    page = open_page(f"{server}/explanation?lang=en&part=masking&photo=drawing", motion=False)
    canvas, top = page.locator(".exhibit canvas"), page.locator(".bars .row .text").first
    canvas.wait_for()
    canvas.scroll_into_view_if_needed()
    before, box = top.inner_text(), canvas.bounding_box()
    page.mouse.move(box["x"] + 0.3 * box["width"], box["y"] + 0.5 * box["height"])
    page.mouse.down()
    page.mouse.move(box["x"] + 0.7 * box["width"], box["y"] + 0.6 * box["height"], steps=6)
    page.mouse.up()
    settled(page)
    covered = float(page.locator(".exhibit").get_attribute("data-covered"))
    assert 2 < covered < 15 and top.inner_text() != before
    mask = masking.read(page.locator(".exhibit").evaluate("root => root.exhibit.packed()"))
    assert 100 * mask.mean() == pytest.approx(covered, abs=0.01) and mask[35, 32] and not mask[10, 10]
    assert theme.percent(mask.mean()) in page.locator("[data-testid=stAlert]").first.inner_text()
    page.get_by_role("button", name=text("en", "explanation.paint.undo")).click()
    settled(page)
    assert top.inner_text() == before
    canvas.focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press(" ")
    settled(page)
    assert 0 < float(page.locator(".exhibit").get_attribute("data-covered")) < 2
