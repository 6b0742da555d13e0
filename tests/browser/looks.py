"""What tests ask a page in the browser."""

import math
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page

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
FLAWS = (Path(__file__).parent / "flaws.js").read_text(encoding="utf8")
ANSWERS = "canvas, svg, img, .exhibit, .rows, [data-testid=stMetric], [data-testid=stDataFrame]"
TALL = 80
"""pixels: what is smaller is an icon or a thumbnail"""


def first_answer(page: Page) -> float:
    """Return where the first answer or picture of a page starts, in pixels from the top."""
    found = page.locator("[data-testid=stMain]").locator(ANSWERS)
    boxes = found.evaluate_all("all => all.map(e => e.getBoundingClientRect().toJSON())")
    return min((box["y"] for box in boxes if box["height"] > TALL), default=math.inf)


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
