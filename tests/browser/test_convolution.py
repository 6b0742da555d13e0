"""The window is played, dragged and written into, and asks the server for nothing."""

import numpy as np

from core.convolution import kernels
from core.convolution.sliding import Sliding, convolve, parameters, pool
from core.i18n.catalog import text
from tests.browser.looks import COUNT_MESSAGES, NEXT_FRAME, follow
from tests.browser.sliding import RESULT, photo, shape, values

PHOTO = ".photo canvas"
UPRIGHT = "-1,0,1_-1,0,1_-1,0,1"
TYPED = ("-1", "0", "1", "−1", "0", "1", "-1", "0,0", "2/2")  # as people write numbers


def said(key: str, lang: str = "en", **facts: object) -> str:
    return text(lang, f"convolution.{key}", **facts)


def open_window(open_page, settled, address: str, motion: bool = False) -> "Page":  # noqa: F821
    """Open a part with a window; from then on `window.messages` counts."""
    page = open_page(address, motion=motion)
    page.locator(RESULT).wait_for()
    settled(page)
    page.evaluate(COUNT_MESSAGES)
    return page


def test_hover_play_step_scrub_and_keys_never_ask_the_server(server, open_page, settled) -> None:
    page = open_window(open_page, settled, f"{server}/convolution?lang=en", motion=True)
    result = page.locator(RESULT)
    box = result.bounding_box()
    width, height = result.evaluate("c => [c.width, c.height]")
    page.mouse.move(box["x"] + box["width"] * 7.5 / width, box["y"] + box["height"] * 3.5 / height)
    assert result.get_attribute("data-at") == "7,3"
    assert float(result.get_attribute("data-sum")) == values(page)[3, 7]
    assert "Column 8, row 4" in page.locator(".said").inner_text()
    result.focus()
    for key, place in (("ArrowRight", "8,3"), ("ArrowDown", "8,4"), ("ArrowLeft", "7,4"), ("ArrowUp", "7,3")):
        page.keyboard.press(key)
        assert result.get_attribute("data-at") == place
    seen = page.locator(PHOTO).bounding_box()
    page.mouse.move(seen["x"] + seen["width"] * 20.5 / 48, seen["y"] + seen["height"] * 10.5 / 32)
    assert result.get_attribute("data-at") == "19,9"  # the window's middle is under the pointer
    page.locator(".bar input").fill("100")
    assert result.get_attribute("data-at") == f"{100 % width},{100 // width}"
    shown = "c => c.getContext('2d').getImageData(0, 0, c.width, c.height).data"
    alpha = result.evaluate(f"c => Array.from(({shown})(c)).filter((_, i) => i % 4 === 3)")
    assert alpha[:101] == [255] * 101 and max(alpha[101:]) < 60, "the result grows up to the window"
    page.get_by_role("button", name=said("sliding.step")).click()
    assert result.get_attribute("data-at") == f"{101 % width},{101 // width}"
    assert page.locator(".fly").count() == 9
    page.get_by_role("button", name=said("sliding.play")).click()
    page.wait_for_function("c => Number(c.dataset.at.split(',')[1]) > 3", arg=result.element_handle())
    page.get_by_role("button", name=said("sliding.pause")).click()
    assert page.evaluate("window.messages") == 0
    left = result.get_attribute("data-at")
    page.wait_for_function(f"() => location.search.includes('at={left.replace(',', '.')}')")
    follow(page, settled, page.url)
    result.wait_for()
    assert result.get_attribute("data-at") == left


def test_a_kernel_is_typed_stays_in_the_link_and_is_painted_and_stepped(server, open_page, settled) -> None:
    page = open_window(open_page, settled, f"{server}/convolution?lang=en&kernel=box&size=3")
    cells = page.locator(".kernel input")
    for cell, value in zip(cells.all(), TYPED, strict=True):
        cell.fill(value)
    expected = convolve(photo(48), kernels.read(UPRIGHT), Sliding())
    np.testing.assert_array_equal(values(page), expected)
    page.wait_for_url("**kernel=own**")
    page.locator("text=" + text("en", "common.challenge_solved")).wait_for()
    np.testing.assert_array_equal(values(page), expected)
    follow(page, settled, f"{page.url}&lang=ko")
    page.locator(RESULT).wait_for()
    np.testing.assert_array_equal(values(page), expected)
    page.locator("text=" + text("ko", "common.challenge_solved")).wait_for()

    brush = page.get_by_role("button", name=said("sliding.brush", "ko", value="−1"))
    brush.click()
    first, last = cells.nth(1).bounding_box(), cells.nth(7).bounding_box()
    page.mouse.move(first["x"] + 10, first["y"] + 10)
    page.mouse.down()
    page.mouse.move(last["x"] + 10, last["y"] + 10, steps=12)
    page.mouse.up()
    assert cells.evaluate_all("all => all.map(c => c.value)") == ["−1", "−1", "1"] * 3
    brush.click()
    drawn = page.locator(".kernel canvas")
    cells.nth(8).focus()
    assert drawn.get_attribute("data-texts").split(" ") == ["−1", "−1", "1"] * 2 + ["−1", "−1", ""]
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Shift+ArrowUp")
    assert cells.nth(8).input_value() == "2.1"
    cells.nth(8).blur()
    assert drawn.get_attribute("data-texts").endswith(" −1 2.1")
    page.wait_for_url("**2.1**")


def test_sliders_and_cells_are_dragged_without_the_server_and_are_then_in_the_link(
    server, open_page, settled
) -> None:
    link = f"{server}/convolution?lang=en&kernel=box&pixels=512&filters=7"
    page = open_window(open_page, settled, link)
    filters_are_counted(page)
    settled(page)
    the_size_is_dragged(page)
    page.get_by_role("slider", name=said("sliding.knob_stride")).focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**stride=2*")
    settled(page)
    what_is_shown_is_the_cores(page)
    a_cell_is_pulled(page, settled)


def filters_are_counted(page) -> None:
    page.evaluate("window.messages = 0")
    slider = page.get_by_role("slider", name=said("sliding.knob_filters"))
    box = slider.bounding_box()
    page.mouse.move(box["x"] + 8, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=4)
    page.wait_for_function(NEXT_FRAME)
    count = int(slider.get_attribute("aria-valuetext"))
    told = said("sliding.learn", filters=count, k=3, learn=parameters(3, 1, count))
    assert 40 < count < 56 and page.locator(".learn").inner_text() == told
    assert page.evaluate("window.messages") == 0
    page.mouse.up()
    page.wait_for_url(f"**filters={count}*")


def the_size_is_dragged(page) -> None:
    page.evaluate("window.messages = 0")
    box = page.get_by_role("slider", name=said("sliding.knob_size")).bounding_box()
    shapes = set()
    page.mouse.move(box["x"] + box["width"] * 0.34, box["y"] + box["height"] / 2)
    page.mouse.down()
    for share in (0.5, 0.67, 0.84):
        page.mouse.move(box["x"] + box["width"] * share, box["y"] + box["height"] / 2)
        page.wait_for_function(NEXT_FRAME)
        shapes.add(tuple(shape(page)))
    assert len(shapes) == 3 and page.evaluate("window.messages") == 0
    page.mouse.up()
    page.wait_for_url("**size=6*")


def what_is_shown_is_the_cores(page) -> None:
    expected = convolve(photo(512), kernels.build("box", 6), Sliding(6, 2))
    np.testing.assert_array_equal(values(page), expected)
    x, y = (2 * int(v) for v in page.locator(RESULT).get_attribute("data-at").split(","))
    seen = photo(512)[y : y + 6, x : x + 6].astype(int).ravel()
    assert page.locator(".seen canvas").get_attribute("data-texts") == " ".join(map(str, seen))
    assert page.locator(".kernel canvas").get_attribute("data-texts") == " ".join(36 * ["0.03"])
    assert set(page.locator(".kernel input").evaluate_all("all => all.map(c => c.value)")) == {"0.03"}


def a_cell_is_pulled(page, settled) -> None:
    page.evaluate("window.messages = 0")
    cell = page.locator(".kernel input").nth(7)
    box = cell.bounding_box()
    page.mouse.move(box["x"] + 10, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] + 50, box["y"] + 10, steps=5)
    pulled = cell.input_value()
    assert pulled == "0.04" and page.evaluate("window.messages") == 0
    page.mouse.up()
    page.wait_for_url("**kernel=own*")
    settled(page)
    assert cell.input_value() == pulled
    page.mouse.move(box["x"] + 10, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] + 10, box["y"] - 300)  # outside the kernel at once
    page.mouse.move(box["x"] + 50, box["y"] - 300)
    quick = cell.input_value()
    assert quick != pulled
    page.mouse.up()
    page.mouse.move(box["x"] + 10, box["y"] + 10, steps=3)
    assert cell.input_value() == quick


def test_the_pooling_window_is_dragged_without_the_server(server, open_page, settled) -> None:
    page = open_window(open_page, settled, f"{server}/convolution?lang=en&part=pooling&pool=mean")
    x, sobel = photo(48), kernels.build("sobel_x")
    for kind, first, last in (("mean", 2, 4), ("max", 4, 3), ("conv", 3, 4)):
        if kind != "mean":  # the link's
            page.locator("[data-testid=stRadio]").get_by_text(said(f"pools.{kind}"), exact=True).click()
            settled(page)
        page.evaluate("window.messages = 0")
        box = page.locator("[data-knob=pool]").bounding_box()
        stops = [box["x"] + 8 + (box["width"] - 16) * (size - 2) / 2 for size in (first, last)]
        page.mouse.move(stops[0], box["y"] + box["height"] / 2)
        page.mouse.down()
        page.mouse.move(stops[1], box["y"] + box["height"] / 2, steps=4)
        page.wait_for_function(NEXT_FRAME)
        assert page.evaluate("window.messages") == 0
        how = Sliding(3, last) if kind == "conv" else Sliding(last, last)
        expected = convolve(x, sobel, how) if kind == "conv" else pool(x, kind, how)
        np.testing.assert_array_equal(values(page), expected)
        page.mouse.up()
        page.wait_for_url(f"**pool_size={last}*")
        settled(page)
        np.testing.assert_array_equal(values(page), expected)
