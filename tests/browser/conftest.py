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
    """Return a function that opens a part of `lesson`, else of the test module's LESSON.

    From then on `window.messages` counts.

    Nothing moves unless `motion` is asked for.
    """

    def open_(
        part: str,
        lang: str = "en",
        more: str = "",
        motion: bool = False,
        lesson: str | None = None,
        **look: object,
    ) -> Page:
        lesson = lesson or request.module.LESSON
        page = open_page(f"{server}/{lesson}?lang={lang}&part={part}{more}", **look)
        if not motion:
            page.emulate_media(reduced_motion="reduce")
        page.locator(".exhibit").first.wait_for()
        settled(page)
        page.evaluate(COUNT_MESSAGES)
        return page

    return open_
