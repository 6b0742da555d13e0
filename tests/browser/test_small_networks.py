"""A stroke on the sheet gets an answer; a picture is moved by keys; both without leaving the page."""

import pytest

from core.i18n.catalog import text

SHEET, VERDICT = ".sheet canvas", "[data-testid=stAlert]"
SHADES = "c => new Set(c.getContext('2d').getImageData(0, 0, c.width, c.height).data).size"
"""how many different numbers the pixels of a canvas have: an empty sheet has few"""


@pytest.mark.slow
def test_a_drawn_one_is_read_undone_and_drawn_by_keys(server, open_page, settled) -> None:
    page = open_page(f"{server}/architectures?lang=en&part=digits&digit=empty", motion=False)
    sheet = page.locator(SHEET)
    sheet.wait_for()
    settled(page)
    assert "still it answers" in page.locator(VERDICT).first.inner_text()
    empty = sheet.evaluate(SHADES)
    box = sheet.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.2
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(1, 11):
        page.mouse.move(x - step, y + step * box["height"] * 0.06)
    page.mouse.up()
    page.wait_for_selector(f"{VERDICT}:has-text('LeNet-5 gives 1')")
    page.get_by_role("button", name=text("en", "common.pad.undo")).click()
    page.wait_for_selector(f"{VERDICT}:has-text('still it answers')")
    sheet.focus()
    for key in (*["ArrowUp"] * 14, "Space", *["ArrowDown"] * 28, "Space"):
        page.keyboard.press(key)
    page.wait_for_selector(f"{VERDICT}:has-text('LeNet-5 gives 1')")
    page.get_by_role("button", name=text("en", "common.delete_all")).click()
    page.wait_for_selector(f"{VERDICT}:has-text('still it answers')")
    settled(page)
    assert page.locator(SHEET).evaluate(SHADES) <= empty, "the browser has forgotten the strokes too"


@pytest.mark.slow
def test_a_garment_is_moved_in_the_browser_and_the_place_is_in_the_link(server, open_page, settled) -> None:
    page = open_page(f"{server}/architectures?lang=en&part=fashion_mnist", motion=False)
    exhibit = page.locator(".exhibit[data-at]")
    exhibit.wait_for()
    page.locator(".look canvas").focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowUp"):
        page.keyboard.press(key)
    assert exhibit.get_attribute("data-at") == "2,-1"
    page.wait_for_url("**garment_at=2*")
    settled(page)
    assert exhibit.get_attribute("data-at") == "2,-1"
    page.keyboard.press("Home")
    assert exhibit.get_attribute("data-at") == "0,0"


@pytest.mark.slow
def test_phone_drawing_by_finger_fits_the_screen(server, open_page, settled) -> None:
    page = open_page(
        f"{server}/architectures?lang=ko&part=fashion_mnist&garment=empty",
        width=390,
        height=800,
        motion=False,
    )
    page.locator(SHEET).wait_for()
    settled(page)
    wider = page.evaluate("() => document.scrollingElement.scrollWidth - window.innerWidth")
    assert wider <= 0
