"""What tests ask a page in the browser."""

import base64
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import numpy as np
from playwright.sync_api import Page

from core.i18n.catalog import Words

COUNT_MESSAGES = """() => {
  window.messages = 0;
  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (...args) { window.messages += 1; return send.apply(this, args); };
}"""
"""from now on `window.messages` counts what the page sends to the server"""
WIDER_THAN_SCREEN = "() => document.scrollingElement.scrollWidth - window.innerWidth"
"""pixels by which a page must be scrolled sideways"""
DRAWN_ANEW = """() => [...document.querySelectorAll("[data-testid=stPlotlyChart]")].every(chart =>
    (chart.querySelector(".main-svg")?.clientWidth ?? 0) <= chart.clientWidth + 1)"""
"""whether every Plotly chart has taken the width that its place has now"""
FLOATS = """const floats = (values) => {
  const bytes = new Uint8Array(Float64Array.from(values).buffer), parts = [];
  for (let i = 0; i < bytes.length; i += 9999) parts.push(String.fromCharCode(...bytes.slice(i, i + 9999)));
  return btoa(parts.join(""));
};"""
"""numbers as a text, which `floats` reads: thousands of them in a list take seconds on their way"""
NEXT_FRAME = "() => new Promise((done) => requestAnimationFrame(() => done(true)))"
FLAWS = (Path(__file__).parent / "flaws.js").read_text(encoding="utf8")
ANSWERS = "canvas, svg, img, .exhibit, .rows, [data-testid=stMetric], [data-testid=stDataFrame]"
TALL = 80
"""pixels: what is smaller is an icon or a thumbnail"""
FIRST_ANSWER = """({ answers, tall }) => {
  const main = document.querySelector("[data-testid=stMain]");
  const drawn = [...main.querySelectorAll("[data-testid^=stBidiComponent]")].map((e) => e.shadowRoot);
  const found = [main, ...drawn].flatMap((root) => [...root?.querySelectorAll(answers) ?? []]);
  const boxes = found.map((answer) => answer.getBoundingClientRect()).filter((box) => box.height > tall);
  return boxes.length > 0 && Math.min(...boxes.map((box) => box.y));
}"""


def first_answer(page: Page) -> float:
    """Wait for a first answer or picture; return where it starts, in pixels from the top."""
    return page.wait_for_function(FIRST_ANSWER, arg={"answers": ANSWERS, "tall": TALL}).json_value()


def flaws_at(page: Page, settled: Callable[[Page], None], *widths: int) -> list[str]:
    """Return the flaws at these widths; the window keeps the last one."""
    found = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        settled(page)
        found += [f"{width}: {flaw}" for flaw in flaws(page)]
    return found


def flaws(page: Page) -> list[str]:
    """Return what cannot be read or seen at the page's width: cut off, too wide, one on the other."""
    page.wait_for_function(DRAWN_ANEW)
    return page.evaluate(FLAWS)


def floats(text: str) -> np.ndarray:
    """Return the numbers that JavaScript has given as `FLOATS` tells."""
    return np.frombuffer(base64.b64decode(text))


def follow(page: Page, settled: Callable[[Page], None], address: str) -> None:
    """Open a link in the tab of before: the server begins anew and knows only what the link says."""
    page.goto(address)
    page.wait_for_selector("h1")
    settled(page)


def each_part(
    page: Page, settled: Callable[[Page], None], lesson: str, parts: Iterable[str]
) -> Iterator[str]:
    """Go through parts of a lesson that is open in Korean, by their tabs; name each while it is shown."""
    say = Words("ko", lesson)
    for part in parts:
        page.get_by_role("radio", name=say(f"parts.{part}"), exact=True).click()
        if say.has(f"looks.{part}"):
            begin = say(f"looks.{part}").split("**")[0].strip()[:12]
            page.get_by_text(begin or " ").first.wait_for()
        settled(page)
        yield part


def assert_fits(page: Page, part: str) -> None:
    """Fail where a part is wider than the window, cut off, one on the other, or tells of an error."""
    assert page.evaluate(WIDER_THAN_SCREEN) <= 0, part
    assert flaws(page) == [], part
    assert page.locator("[data-testid=stAlertContentError]").count() == 0, part
