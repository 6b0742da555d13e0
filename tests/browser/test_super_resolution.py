"""Lens and wipe move in the browser: what is under the lens is the versions' own pixels."""

import base64
import io

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page

from core.i18n.catalog import Words
from core.media import images
from core.ui.components.super_resolution import magnifier
from core.ui.components.super_resolution.magnifier import Version, View

W, H, SIDE = 240, 160, 40
PIXELS = "canvas => canvas.toDataURL('image/png')"


def pixels(page: Page, where: str) -> np.ndarray:
    data = page.locator(where).evaluate(PIXELS).partition(",")[2]
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(data))).convert("RGB")).astype(int)


@pytest.fixture
def ramps() -> dict[str, np.ndarray]:
    """Return pictures whose colour tells the place: red is x, green is y; one of them a quarter as large."""
    y, x = np.mgrid[:H, :W]
    true = np.stack([x, y, np.full_like(x, 200)], 2).astype(np.uint8)
    return {"small": true[2::4, 2::4], "smooth": true, "other": 255 - true}


@pytest.fixture
def page(mounted, ramps: dict[str, np.ndarray], monkeypatch: pytest.MonkeyPatch) -> Page:
    monkeypatch.setattr(magnifier.controls, "linked_value", lambda name: None)
    versions = [
        Version(name, name, images.to_png(np.ascontiguousarray(rgb)), ("1 dB",), smooth=name != "small")
        for name, rgb in ramps.items()
    ]
    view = View("ramp", (W, H), (60, 40), SIDE, ("smooth", "other"))
    words = Words("en", "super_resolution").table("magnifier")
    shown = mounted(
        magnifier,
        ("convolve", "super_resolution/magnifier"),
        lambda: magnifier.magnifier(versions, view, words, "test"),
    )
    shown.evaluate("history.replaceState = () => {}")  # an empty page has no link to keep a place in
    shown.locator(".exhibit[data-at]").wait_for()
    return shown


def middles(page: Page) -> dict[str, np.ndarray]:
    """Return the colour in the middle of each tile."""
    names = page.locator("figure").evaluate_all("all => all.map((one) => one.dataset.version)")
    found = {name: pixels(page, f"figure[data-version={name}] canvas") for name in names}
    return {name: rgb[rgb.shape[0] // 2, rgb.shape[1] // 2] for name, rgb in found.items()}


def test_the_lens_shows_the_same_place_of_every_version(page: Page) -> None:
    box = page.locator(".photo").bounding_box()
    scale = box["width"] / W
    assert page.locator(".exhibit").get_attribute("data-at") == "60.40"
    page.mouse.move(box["x"] + 60 * scale, box["y"] + 40 * scale)
    page.mouse.down()
    page.mouse.move(box["x"] + 170 * scale, box["y"] + 100 * scale, steps=3)
    page.mouse.up()
    x, y = map(int, page.locator(".exhibit").get_attribute("data-at").split("."))
    assert abs(x - 170) <= 1 and abs(y - 100) <= 1
    found = middles(page)
    assert np.abs(found["smooth"][:2] - (x, y)).max() <= 2
    assert np.abs(found["other"][:2] - (255 - x, 255 - y)).max() <= 2
    assert np.abs(found["small"][:2] - (x, y)).max() <= 4
    rgb = pixels(page, "figure[data-version=small] canvas")
    assert len(np.unique(rgb[rgb.shape[0] // 2, :, 0])) <= SIDE // 4 + 1  # squares, nothing mixed
    page.locator(".lens").focus()
    page.keyboard.press("ArrowLeft")
    assert page.locator(".exhibit").get_attribute("data-at") == f"{x - SIDE // 8}.{y}"


def test_the_line_wipes_between_any_two(page: Page) -> None:
    box = page.locator(".photo").bounding_box()
    middle = box["x"] + box["width"] / 2
    page.mouse.move(middle + 3, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.75, box["y"] + 30, steps=3)
    page.mouse.up()
    assert page.locator(".exhibit").get_attribute("data-wipe") == "75"
    assert page.locator(".exhibit").get_attribute("data-at") == "60.40"  # the lens has stayed
    rgb = pixels(page, ".photo canvas")
    row, wide = rgb[rgb.shape[0] // 2], rgb.shape[1]
    left, right = row[int(0.7 * wide)], row[int(0.8 * wide)]
    assert np.abs(left - (0.7 * W, H / 2, 200)).max() <= 3
    assert np.abs(right - (255 - 0.8 * W, 255 - H / 2, 55)).max() <= 3
    page.locator("select.right").select_option("smooth")
    row = pixels(page, ".photo canvas")[rgb.shape[0] // 2]
    assert np.abs(row[int(0.8 * wide)] - (0.8 * W, H / 2, 200)).max() <= 3
    page.locator(".handle").focus()
    page.keyboard.press("Home")
    assert page.locator(".exhibit").get_attribute("data-wipe") == "0"
