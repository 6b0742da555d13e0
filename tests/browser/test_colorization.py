"""A click gives a hint, a drag moves it; a stroke over a wide photo covers the cells under it."""

import numpy as np
import pytest

from core.colorization.hints import read
from core.media.images import to_jpeg
from core.shared import masks
from core.ui.components.colorization import hint_points as points
from core.ui.components.photo import paint_over as brush
from tests.browser.mounting import PHOTO, WH, stroke, told


@pytest.mark.slow
def test_hints_are_placed_moved_coloured_and_removed(mounted) -> None:
    words = dict.fromkeys(
        ("said", "full", "alt", "keys", "remove", "clear", "other", "colour", "view"), "{n}"
    )
    palette = points.Palette({"#c8322f": "red", "#2e6fd0": "blue"}, 2)
    views = [points.View("coloured", PHOTO), points.View("truth", PHOTO)]
    page = mounted(
        points,
        ("colorization/hint_points",),
        lambda: points.hint_points(views, "", palette, words, "k", print),
    )
    page.wait_for_function("document.querySelector('.coloured img').clientHeight > 100")
    box = page.locator("svg").bounding_box()

    def at(x: float, y: float) -> tuple[float, float]:
        return box["x"] + x * box["width"], box["y"] + y * box["height"]

    page.mouse.click(*at(0.25, 0.5))
    page.locator(".swatches button").nth(1).click()
    page.mouse.click(*at(0.75, 0.25))
    first, second = read(told(page, "hints"))
    assert (first.x, first.y, second.x, second.y) == pytest.approx((0.25, 0.5, 0.75, 0.25), abs=0.004)
    assert first.b < -30 and second.b < -30
    page.mouse.click(*at(0.5, 0.9))
    assert len(read(told(page, "hints"))) == 2, "no more than there may be"
    page.mouse.move(*at(0.25, 0.5))
    page.mouse.down()
    page.mouse.move(*at(0.4, 0.6), steps=4)
    page.mouse.up()
    assert read(told(page, "hints"))[0].x == pytest.approx(0.4, abs=0.004)
    page.locator(".remove").click()
    assert [hint.x for hint in read(told(page, "hints"))] == pytest.approx([0.75], abs=0.004)


@pytest.mark.slow
def test_a_stroke_covers_the_cells_under_it_also_on_a_wide_photo(mounted) -> None:
    words = {
        name: name for name in ("brush", "small", "medium", "large", "erase", "undo", "clear", "alt", "keys")
    }
    wide, down = WH[0] // 4, WH[1] // 4
    sheet = brush.Sheet(PHOTO, to_jpeg(np.full((down, wide, 3), 200, np.uint8)), (wide, down), (2, 5, 9))
    empty = masks.write(np.zeros((down, wide), bool))
    words["share"] = "{share}"
    page = mounted(brush, ("photo/paint_over",), lambda: brush.paint_over(sheet, empty, words, "k", print))
    stroke(page, (120, 320), (520, 320))
    mask = masks.read(told(page, "mask"), down, wide)
    assert mask[80, 30:130].all() and not mask[80, :24].any() and not mask[:74].any() and not mask[87:].any()
    page.locator(".undo").click()
    assert not masks.read(told(page, "mask"), down, wide).any()
