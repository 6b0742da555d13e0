"""The point in the triangle is dragged without the server; meanwhile pictures are laid over each other."""

import base64
import io

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page

from core.style_transfer import infer

PIXELS = "canvas => canvas.toDataURL('image/png')"


@pytest.fixture
def exhibit(request: pytest.FixtureRequest, open_page, browser) -> Page:
    """Return the component alone on a page: the server of the tests has no network of styles."""
    from core.i18n.catalog import Words
    from core.ui.components import packed

    page = open_page(f"{request.getfixturevalue('server')}/?lang=en")
    script = packed.script("style_transfer/mixing_triangle").replace("export default", "window.mount =")
    page.evaluate("() => { document.body.innerHTML = `<div id=here style='width:760px'></div>`; }")
    page.evaluate(f"() => {{ {script} }}")
    add = "css => document.head.append(Object.assign(document.createElement('style'), { textContent: css }))"
    page.evaluate(add, packed.style("style_transfer/mixing_triangle"))
    rng = np.random.default_rng(0)
    flat = [np.broadcast_to(rng.integers(0, 256, 3, np.uint8), (40, 60, 3)) for _ in range(4)]
    sources = []
    for rgb in flat:
        out = io.BytesIO()
        Image.fromarray(rgb).save(out, "PNG")
        sources.append(packed.png(out.getvalue()))
    data = {
        "corners": [{"name": name, "src": src} for name, src in zip("ABC", sources[:3], strict=True)],
        "painted": sources[3],
        "mix": "0,1,0",
        "words": Words("en", "style_transfer").table("triangle"),
    }
    page.evaluate(
        """data => { window.told = []; window.mount({ parentElement: document.querySelector("#here"), data,
             setStateValue: (name, value) => window.told.push(value) }); }""",
        data,
    )
    page.locator(".exhibit[data-mix]").wait_for()
    page.flat = flat
    return page


def shown(page: Page) -> np.ndarray:
    data = page.locator("#here canvas").evaluate(PIXELS).partition(",")[2]
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(data))).convert("RGB"))[20, 30].astype(int)


def test_dragging_lays_over_what_the_core_lays_over_and_tells_once(exhibit: Page) -> None:
    assert np.abs(shown(exhibit) - exhibit.flat[3][0, 0]).max() <= 2
    box = exhibit.locator("#here svg").bounding_box()
    scale = box["width"] / 260
    mouse = exhibit.mouse
    mouse.move(box["x"] + 30 * scale, box["y"] + 205 * scale)
    mouse.down()
    for x, y in ((90, 180), (130, 150)):
        mouse.move(box["x"] + x * scale, box["y"] + y * scale)
    shares = tuple(map(float, exhibit.locator(".exhibit").get_attribute("data-mix").split(",")))
    assert min(shares) > 0.2 and sum(shares) == pytest.approx(1, abs=0.02)
    wanted = infer.laid_over(exhibit.flat[:3], np.array(shares) / sum(shares))[0, 0]
    assert np.abs(shown(exhibit) - wanted).max() <= 3
    assert exhibit.evaluate("window.told") == []
    mouse.up()
    assert exhibit.evaluate("window.told") == [exhibit.locator(".exhibit").get_attribute("data-mix")]
