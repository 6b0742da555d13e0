"""What tests ask a page in the browser."""

import math

from playwright.sync_api import Page

COUNT_MESSAGES = """() => {
  window.messages = 0;
  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (...args) { window.messages += 1; return send.apply(this, args); };
}"""
"""from now on `window.messages` counts what the page sends to the server"""
WIDER_THAN_SCREEN = "() => document.scrollingElement.scrollWidth - window.innerWidth"
"""pixels by which a page must be scrolled sideways"""
CUT_LABELS = """() => [...document.querySelectorAll("[data-testid=stMain] .stMarkdownEllipsis")]
    .filter(label => label.scrollWidth > label.clientWidth + 1).map(label => label.innerText)"""
"""the words of buttons and switches that are not to be read whole"""
ANSWERS = "canvas, svg, img, .exhibit, .rows, [data-testid=stMetric], [data-testid=stDataFrame]"
TALL = 80
"""pixels: what is smaller is an icon or a thumbnail"""


def first_answer(page: Page) -> float:
    """Return where the first answer or picture of a page starts, in pixels from the top."""
    found = page.locator("[data-testid=stMain]").locator(ANSWERS)
    boxes = [found.nth(i).bounding_box() for i in range(found.count())]
    return min((box["y"] for box in boxes if box and box["height"] > TALL), default=math.inf)
