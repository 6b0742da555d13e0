"""The first seconds of every page: its answer or picture is in sight, and an old link finds its new place."""

import math

import pytest
from playwright.sync_api import Page, expect

from core.i18n.catalog import text
from core.ui.lessons import LESSONS, MOVED

HIGHEST = 450
"""pixels from the top within which the first answer or picture starts, in a window of 1400 × 900"""
ANSWERS = "canvas, svg, img, .exhibit, .rows, [data-testid=stMetric], [data-testid=stDataFrame]"
TALL = 80
"""pixels: what is smaller is an icon or a thumbnail"""


def first_answer(page: Page) -> float:
    """Return where the first answer or picture of a page starts, in pixels from the top."""
    found = page.locator("[data-testid=stMain]").locator(ANSWERS)
    boxes = [found.nth(i).bounding_box() for i in range(found.count())]
    return min((box["y"] for box in boxes if box and box["height"] > TALL), default=math.inf)


def test_first_answer_is_in_sight_on_every_page(server: str, open_page, settled) -> None:
    page, low = open_page(f"{server}/?lang=ko"), {}
    for lesson in LESSONS:
        page.goto(f"{server}/{lesson.name}?lang=ko")
        expect(page.locator("h1")).to_have_text(text("ko", f"{lesson.name}.name"))
        settled(page)
        top = first_answer(page)
        if top >= HIGHEST:
            low[lesson.name] = top
    assert not low


@pytest.mark.parametrize(("page_name", "part"), [("classification", "digits"), ("activations", "losses")])
def test_old_link_finds_its_new_place(server: str, open_page, page_name: str, part: str) -> None:
    moved = MOVED[page_name, part]
    page = open_page(f"{server}/{page_name}?lang=en&part={part}")
    expect(page.locator("h1")).to_have_text(text("en", f"{moved['page']}.name"))
    assert page.url.split("?")[0] == f"{server}/{moved['page']}"
    assert ("part=digits" in page.url) is (part == "digits")
