"""What tests of components without a server share: a grey photo, a stroke over it, and what was told."""

import numpy as np
from playwright.sync_api import Page

from core.media.images import to_jpeg

WH = (640, 480)
PHOTO = to_jpeg(np.full((WH[1], WH[0], 3), 90, np.uint8))
MOUNT = """async ({ source, data }) => {
  window.told = window.told ?? {};
  const kind = await import("data:text/javascript;base64," + source);
  const setStateValue = (key, value) => { window.told[key] = value; };
  kind.default({ parentElement: document.body, data, setStateValue });
}"""


def told(page: Page, key: str) -> str | None:
    page.evaluate("() => new Promise((done) => setTimeout(done, 450))")
    return page.evaluate("key => window.told[key]", key)


def stroke(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    """Drag over the photo, from and to places in its pixels."""
    box = page.locator("canvas").first.bounding_box()
    scale = box["width"] / WH[0]
    for i, (x, y) in enumerate((start, end)):
        page.mouse.move(box["x"] + x * scale, box["y"] + y * scale, steps=1 + 4 * i)
        page.mouse.up() if i else page.mouse.down()
