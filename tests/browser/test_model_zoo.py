"""Two networks clicked one after the other are compared; the block of the last one is drawn."""

import pytest

from core.i18n.catalog import text
from tests.browser.looks import follow


@pytest.mark.slow
def test_click_chooses_and_the_one_before_stays_to_compare(server, open_page, settled) -> None:
    page = open_page(f"{server}/architectures?lang=en", motion=False)
    page.get_by_role("radio", name="EfficientNet-B0").locator("circle").click()
    page.wait_for_url("**member=efficientnet_b0*")
    page.get_by_role("radio", name="VGG-19").locator("circle").click()
    page.wait_for_url("**member=vgg19*")
    settled(page)
    assert "rival=efficientnet_b0" in page.url
    page.wait_for_selector("[data-testid=stAlert] >> text=VGG-19")
    page.get_by_role("radio", name="VGG-19").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_function("() => !location.search.includes('member=vgg19')")
    settled(page)
    assert "rival=vgg19" in page.url


def test_block_tells_what_a_box_does(server, open_page) -> None:
    page = open_page(f"{server}/architectures?lang=ko&member=seresnet50", dark=True)
    drawing = page.locator(".exhibit[data-boxes]")
    assert int(drawing.get_attribute("data-boxes")) == 13
    drawing.locator("svg").focus()
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    told = text("ko", "architectures.family.told.conv", size="3×3", a="64", b="64")
    page.wait_for_selector(f"text={told}")


@pytest.mark.slow
def test_names_do_not_cover_each_other(server, open_page, settled) -> None:
    page = open_page(f"{server}/architectures?lang=en", motion=False)
    for width in (1400, 390):
        page.set_viewport_size({"width": width, "height": 900})
        follow(page, settled, f"{server}/architectures?lang=en&axis=parameters")
        page.wait_for_selector(".exhibit[data-labels]")
        page.wait_for_timeout(600)
        boxes = page.eval_on_selector_all(
            ".dot text",
            "nodes => nodes.map((n) => { const b = n.getBBox(); return [b.x, b.y, b.width, b.height]; })",
        )
        assert len(boxes) >= (14 if width == 1400 else 6)
        for i, (x, y, w, h) in enumerate(boxes):
            for u, v, p, q in boxes[:i]:
                across, down = min(x + w, u + p) - max(x, u), min(y + h, v + q) - max(y, v)
                assert across <= 2 or down <= 4
