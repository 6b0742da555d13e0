"""What the browser tests of lessons share: a part opened by its link, and the messages it sends, counted."""

import base64
from collections.abc import Callable, Iterator
from types import ModuleType

import pytest
from playwright.sync_api import Browser, Page

from core.ui.components import packed
from tests.browser.looks import COUNT_MESSAGES
from tests.browser.mounting import MOUNT


@pytest.fixture
def open_part(
    request: pytest.FixtureRequest,
    server: str,
    open_page: Callable[..., Page],
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
        page = open_page(f"{server}/{lesson}?lang={lang}&part={part}{more}", motion=motion, **look)
        page.locator(".exhibit").first.wait_for()
        page.evaluate(COUNT_MESSAGES)
        return page

    return open_


@pytest.fixture
def mounted(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable]:
    """Return a function that draws a component into an empty page: its module, its scripts, and the call."""
    context = browser.new_context(viewport={"width": 1200, "height": 900}, reduced_motion="reduce")
    page, faults, caught = context.new_page(), [], {}
    page.on("pageerror", lambda error: faults.append(str(error)))

    def mount(module: ModuleType, scripts: tuple[str, ...], draw: Callable[[], None]) -> Page:
        monkeypatch.setattr(module, "_mount", lambda key, data, **_: caught.update(data=data))
        draw()
        page.set_content(f"<style>{packed.style(scripts[-1])}</style><body style='width:1100px'></body>")
        source = base64.b64encode(packed.script(*scripts).encode()).decode()
        page.evaluate(MOUNT, {"source": source, "data": caught["data"]})
        page.wait_for_selector(".exhibit :is(canvas, svg)")
        return page

    yield mount
    context.close()
    assert not faults, faults
