"""What the browser tests of lessons share: a part opened by its link, and the messages it sends, counted."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.looks import COUNT_MESSAGES


@pytest.fixture
def open_part(
    request: pytest.FixtureRequest,
    server: str,
    open_page: Callable[..., Page],
    settled: Callable[[Page], None],
) -> Callable[..., Page]:
    """Return a function that opens a part of the test module's LESSON; `window.messages` counts from then on.

    Nothing moves unless `motion` is asked for.
    """

    def open_(part: str, lang: str = "en", more: str = "", motion: bool = False, **look: object) -> Page:
        page = open_page(f"{server}/{request.module.LESSON}?lang={lang}&part={part}{more}", **look)
        if not motion:
            page.emulate_media(reduced_motion="reduce")
        page.locator(".exhibit").first.wait_for()
        settled(page)
        page.evaluate(COUNT_MESSAGES)
        return page

    return open_
