"""Home, navigation, languages, deep links and phones, in a real browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from core.i18n.catalog import LANGUAGES, text
from core.ui.language import NAMES as SPOKEN
from core.ui.lessons import LESSONS, MOVED
from tests.browser.looks import WIDER_THAN_SCREEN, first_answer, flaws
from tests.load.server import only_bundled, serve_dashboard

NAMES = [lesson.name for lesson in LESSONS]
HIGHEST = 450
"""pixels from the top within which the first answer or picture starts, in a window of 1400 × 900"""


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of the dashboard as a service, which tells browsers what its pages may do."""
    folder = tmp_path_factory.mktemp("service")
    with serve_dashboard(folder / "log.txt", **only_bundled(folder)) as host:
        yield f"http://{host}"


@pytest.mark.slow
def test_cold_deep_links_of_several_people_draw_the_whole_frame(cold_server, open_page) -> None:
    lessons = NAMES[0], "classification", "models"
    pages = [open_page(f"{cold_server}/{lesson}?lang=ko", wait=False) for lesson in lessons]
    for lesson, page in zip(lessons, pages, strict=True):
        page.wait_for_selector(f"h1:has-text('{text('ko', f'{lesson}.name')}')")
        links = page.locator("[data-testid=stSidebarNavLink]").all_inner_texts()
        assert len(links) == len(LESSONS) + 1
        page.get_by_role("radio", name="한국어").wait_for()  # its script comes later than the page's words
        assert page.locator("text=not found").count() == 0


@pytest.mark.slow
@pytest.mark.parametrize("lesson", NAMES)
def test_page_shows_its_answer_fits_its_window_and_stays_on_this_host(
    service, open_page, settled, lesson: str
) -> None:
    page = open_page(f"{service}/{lesson}?lang={LANGUAGES[0]}", motion=False)
    for lang in LANGUAGES:
        title = text(lang, f"{lesson}.name")
        if lang != LANGUAGES[0]:
            page.set_viewport_size({"width": 1400, "height": 900})
            page.emulate_media(color_scheme="dark")
            page.get_by_role("radio", name=SPOKEN[lang]).click()
            page.wait_for_selector(f"h1:has-text('{title}')")
            settled(page)
        assert first_answer(page) < HIGHEST
        for width in (1400, 1100, 390):
            if width != page.viewport_size["width"]:
                page.set_viewport_size({"width": width, "height": 900})
                settled(page)
            assert page.locator("h1").first.inner_text() == title
            assert page.locator("[data-testid=stException], [data-testid=stAlertContentError]").count() == 0
            assert page.evaluate(WIDER_THAN_SCREEN) <= 0
            assert flaws(page) == []


@pytest.mark.parametrize("link", ["gradient_descent?part=race", "detection?part=film"])
def test_the_services_policy_stops_nothing_of_ours(service, open_page, link: str) -> None:
    page = open_page(f"{service}/{link}")
    told = page.request.get(page.url).headers["content-security-policy"]
    assert "frame-ancestors 'self'" in told


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
