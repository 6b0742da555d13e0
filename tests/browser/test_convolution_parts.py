"""The page of convolution beside its window: the maps' link, and every part on a phone."""

from itertools import pairwise

import pytest

from core.i18n.catalog import LANGUAGES, text
from core.ui.parts.convolution import PARTS
from tests.browser.looks import assert_fits, each_part, follow


def test_chosen_feature_map_travels_in_the_link(server, open_page, settled) -> None:
    page = open_page(f"{server}/convolution?lang=en&part=channels", motion=False)
    page.get_by_role("radio", name=text("en", "convolution.maps.map", i=5), exact=True).click()
    page.wait_for_url("**filter=5*")
    settled(page)
    page.locator(".total canvas").hover()
    page.locator("text=after ReLU").wait_for()
    follow(page, settled, page.url)
    chosen = page.get_by_role("radio", name=text("en", "convolution.maps.map", i=5), exact=True)
    chosen.wait_for()
    assert chosen.get_attribute("aria-checked") == "true"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kernel", ["laplacian8_negative", "emboss"])
def test_the_sum_stands_beside_what_is_added_up(server, open_page, settled, lang: str, kernel: str) -> None:
    page = open_page(f"{server}/convolution?lang={lang}&kernel={kernel}", width=1400, motion=False)
    settled(page)
    blocks = [
        page.locator(f".lens .{name}").bounding_box() for name in ("seen", "kernel", "products", "answer")
    ]
    assert all(before["x"] + before["width"] < after["x"] for before, after in pairwise(blocks)), blocks


@pytest.mark.slow
def test_no_part_is_wider_than_a_phone(server, open_page, settled) -> None:
    page = open_page(f"{server}/convolution?lang=ko", width=390, height=800, motion=False)
    for part in each_part(page, settled, "convolution", PARTS):
        assert_fits(page, part)
