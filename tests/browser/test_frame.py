"""Home, navigation, languages, deep links and phones, in a real browser."""

import pytest
from playwright.sync_api import expect

from core.i18n.catalog import LANGUAGES, text
from core.ui.lessons import LESSONS, MOVED
from tests.browser.looks import WIDER_THAN_SCREEN, first_answer, flaws

NAMES = [lesson.name for lesson in LESSONS]
HIGHEST = 450
"""pixels from the top within which the first answer or picture starts, in a window of 1400 × 900"""


@pytest.mark.slow
@pytest.mark.parametrize("lesson", [NAMES[0], "classification", "models"])
def test_cold_deep_link_draws_the_whole_frame(cold_server, open_page, lesson: str) -> None:
    page = open_page(f"{cold_server}/{lesson}?lang=ko")
    page.wait_for_selector(f"h1:has-text('{text('ko', f'{lesson}.name')}')")
    links = page.locator("[data-testid=stSidebarNavLink]").all_inner_texts()
    assert len(links) == len(LESSONS) + 1
    page.get_by_role("radio", name="한국어").wait_for()  # its script comes later than the page's words
    assert page.locator("text=not found").count() == 0


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("lesson", NAMES)
def test_page_shows_its_answer_fits_its_window_and_stays_on_this_host(
    server, open_page, settled, lesson: str, lang: str
) -> None:
    page = open_page(f"{server}/{lesson}?lang={lang}", width=1400, height=900, dark=lang == "en")
    assert first_answer(page) < HIGHEST
    for width in (1400, 1100, 390):
        page.set_viewport_size({"width": width, "height": 900})
        settled(page)
        assert page.locator("h1").first.inner_text() == text(lang, f"{lesson}.name")
        assert page.locator("[data-testid=stException], [data-testid=stAlertContentError]").count() == 0
        assert page.evaluate(WIDER_THAN_SCREEN) <= 0
        assert flaws(page) == []


def test_home_leads_to_a_lesson_and_keeps_the_language(server, open_page, settled) -> None:
    page = open_page(f"{server}/?lang=ko")
    name = text("ko", "classification.name")
    page.locator("[data-testid=stMain] [data-testid=stPageLink-NavLink]", has_text=name).click()
    page.wait_for_selector(f"h1:has-text('{name}')")
    settled(page)
    assert "lang=ko" in page.url


def test_first_language_is_the_browsers(server, open_page) -> None:
    korean = open_page(server, locale="ko-KR")
    assert korean.locator("h1").inner_text() == text("ko", "home.headline")
    english = open_page(server, locale="en-US")
    assert english.locator("h1").inner_text() == text("en", "home.headline")


@pytest.mark.parametrize(("page_name", "part"), [("classification", "digits"), ("activations", "losses")])
def test_old_link_finds_its_new_place(server: str, open_page, page_name: str, part: str) -> None:
    moved = MOVED[page_name, part]
    page = open_page(f"{server}/{page_name}?lang=en&part={part}")
    expect(page.locator("h1")).to_have_text(text("en", f"{moved['page']}.name"))
    assert page.url.split("?")[0] == f"{server}/{moved['page']}"
    assert ("part=digits" in page.url) is (part == "digits")
