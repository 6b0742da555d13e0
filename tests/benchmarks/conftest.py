"""The bare reference of what people feel: a slider and a text in an empty app, in the same browser."""

import statistics
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from tests.load.server import serve

APP = """
import streamlit as st

st.title("bare")
st.text(f"level {st.slider('level', 0, 99, 0)}")
"""
ROUNDS = 15
WATCH = """() => {
  window.took = [];
  const text = () => document.querySelector("[data-testid=stText]").textContent;
  document.addEventListener("keydown", () => {
    const pressed = performance.now(), before = text();
    const look = () => {
      if (text() === before) return requestAnimationFrame(look);
      requestAnimationFrame(() => window.took.push(performance.now() - pressed));
    };
    look();
  }, true);
}"""


@pytest.fixture(scope="session")
def bare_host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run an app that has a slider and a text, and nothing else; give "host:port"."""
    script = tmp_path_factory.mktemp("bare") / "bare.py"
    script.write_text(APP)
    with serve(script) as host:
        yield host


@pytest.fixture
def bare_app(browser, bare_host: str) -> Iterator[Page]:
    """Return a new page of the bare app."""
    page = browser.new_page()
    page.goto(f"http://{bare_host}")
    page.wait_for_selector("[data-testid=stText]")
    yield page
    page.close()


@pytest.fixture
def bare_control_ms(bare_app: Page) -> Callable[[], float]:
    """Return a function that gives the median in ms from a key on a bare app's slider to its new text."""
    page = bare_app

    def measure() -> float:
        page.evaluate(WATCH) if page.evaluate("() => !window.took") else page.evaluate("window.took = []")
        page.get_by_role("slider").focus()
        for i in range(ROUNDS):
            page.keyboard.press("ArrowRight")
            page.wait_for_function(f"() => window.took.length === {i + 1}")
            page.wait_for_timeout(100)
        return statistics.median(page.evaluate("window.took"))

    return measure
