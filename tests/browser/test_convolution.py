"""The window computes in the browser what the core computes, and asks the server for nothing."""

from itertools import product

import numpy as np
import pytest

from core.convolution import kernels
from core.convolution.pixels import grey, small
from core.convolution.sliding import PADDINGS, Sliding, convolve, parameters, pool, sides
from core.i18n.catalog import text
from core.ui import inputs
from core.ui.components.convolution.sliding_window import STOPS
from tests.browser.looks import COUNT_MESSAGES

RESULT, PHOTO = ".result canvas", ".photo canvas"
UPRIGHT = "-1,0,1_-1,0,1_-1,0,1"
TYPED = ("-1", "0", "1", "−1", "0", "1", "-1", "0,0", "2/2")  # as people write numbers


def photo(pixels: int, name: str = "cat") -> np.ndarray:
    """Return the numbers that the browser gets of a sample."""
    return grey(small(inputs.sample(name).rgb(), pixels)).astype(float)


def values(page) -> np.ndarray:
    """Return the result that the browser has computed."""
    width, numbers = page.locator(RESULT).evaluate("c => [c.width, Array.from(c.values)]")
    return np.array(numbers).reshape(-1, width)


def said(key: str, lang: str = "en", **facts: object) -> str:
    return text(lang, f"convolution.{key}", **facts)


SLIDE = """(exhibit, more) => {
  const window = exhibit.exhibit;
  window.data = { ...window.data, ...more };
  window.kernel = Float64Array.from(more.kernel ?? window.kernel);
  window.compute();
  return [window.last.w, Array.from(window.last.values)];
}"""


@pytest.mark.slow
def test_browser_and_core_give_the_same_bits_in_every_setting(server, open_page) -> None:
    page = open_page(f"{server}/convolution?lang=en&pixels=24&photo=china")
    exhibit, x = page.locator(".exhibit"), photo(24, "china")
    exhibit.wait_for()
    rng = np.random.default_rng(0)
    for size, stride, padding, dilation in product(range(1, 8), (1, 3), PADDINGS, (1, 2)):
        how = Sliding(size, stride, padding, 3, dilation)
        before, after = how.pads
        kernel = rng.normal(0, 1, (size, size))
        more = {"size": size, "stride": stride, "dilation": dilation, "before": before, "after": after}
        more |= {"mirror": padding == "reflect", "kernel": kernel.ravel().tolist()}
        width, numbers = exhibit.evaluate(SLIDE, more)
        if min(map(how.out, x.shape)) < 1:
            assert numbers == []
            continue
        expected = convolve(x, kernel, how)
        np.testing.assert_array_equal(np.reshape(numbers, (-1, width)), expected, err_msg=str(how))


def test_link_rounds_and_poolings_are_the_cores(server, open_page) -> None:
    link = "kernel=log&sigma=1.4&size=5&stride=2&padding=reflect&dilation=2&pixels=320&photo=china"
    page = open_page(f"{server}/convolution?lang=en&{link}")
    exhibit = page.locator(".exhibit")
    exhibit.wait_for()
    x, kernel, how = photo(320, "china"), kernels.build("log", 5, 1.4), Sliding(5, 2, "reflect", 0, 2)
    np.testing.assert_array_equal(values(page), convolve(x, kernel, how))
    expected = x
    for _ in range(4):
        expected = convolve(expected, kernel, how)
    _, numbers = exhibit.evaluate(SLIDE, {"rounds": 4})
    np.testing.assert_array_equal(numbers, expected.ravel())
    for kind in ("max", "mean"):
        pooling = {"op": kind, "rounds": 1, "size": 3, "stride": 3, "dilation": 1, "before": 0, "after": 0}
        _, numbers = exhibit.evaluate(SLIDE, pooling)
        np.testing.assert_array_equal(numbers, pool(x, kind, Sliding(3, 3)).ravel())


def test_hover_play_step_scrub_and_keys_never_ask_the_server(server, open_page, settled) -> None:
    page = open_page(f"{server}/convolution?lang=en")
    result = page.locator(RESULT)
    result.wait_for()
    settled(page)
    page.evaluate(COUNT_MESSAGES)
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
    again = open_page(page.url)
    again.locator(RESULT).wait_for()
    assert again.locator(RESULT).get_attribute("data-at") == left


def test_typed_kernel_shows_at_once_and_stays_in_the_link(server, open_page, settled) -> None:
    page = open_page(f"{server}/convolution?lang=en&kernel=box&size=3")
    page.locator(RESULT).wait_for()
    settled(page)
    for cell, value in zip(page.locator(".kernel input").all(), TYPED, strict=True):
        cell.fill(value)
    expected = convolve(photo(48), kernels.read(UPRIGHT), Sliding())
    np.testing.assert_array_equal(values(page), expected)
    page.wait_for_url("**kernel=own**")
    page.locator("text=" + text("en", "common.challenge_solved")).wait_for()
    np.testing.assert_array_equal(values(page), expected)
    again = open_page(f"{page.url}&lang=ko")
    again.locator(RESULT).wait_for()
    np.testing.assert_array_equal(values(again), expected)
    again.locator("text=" + text("ko", "common.challenge_solved")).wait_for()


SET = """({ exhibit }, [padding, stops]) => {
  exhibit.data.padding = padding;
  for (const [name, at] of Object.entries(stops)) exhibit.knobs.set(name, at);
  exhibit.reshape();
  return exhibit.data.show;
}"""


def test_every_stop_of_the_sliders_gives_what_the_core_gives(server, open_page) -> None:
    page, x = open_page(f"{server}/convolution?lang=en&kernel=log&padding=zero&pixels=48"), photo(48)
    exhibit = page.locator(".exhibit")
    exhibit.wait_for()
    rng = np.random.default_rng(1)
    for padding in PADDINGS * 3:
        stops = {name: int(rng.integers(len(texts))) for name, texts in STOPS.items() if name != "pool"}
        held = [float(STOPS[name][at]) for name, at in stops.items()]
        size, sigma, stride, dilation, amount, rounds, filters = (int(v) if v % 1 == 0 else v for v in held)
        how = Sliding(size, stride, padding, amount if padding == "zero" else 0, dilation)
        for name in ("log", "gaussian", "box", "identity", "own"):
            written = rng.normal(0, 1, (3, 3))
            kernel = kernels.resized(written, size) if name == "own" else kernels.build(name, size, sigma)
            exhibit.evaluate(
                "({ exhibit }, [kind, cells]) => { exhibit.data.kind = kind; exhibit.written = [cells, 3]; }",
                [name, written.ravel().tolist()],
            )
            show = exhibit.evaluate(SET, [padding, stops])
            done = min(len(sides(n, how, rounds)) for n in x.shape) - 1
            if not done:
                assert values(page).size == 0
                continue
            expected = x
            for _ in range(done):
                expected = convolve(expected, kernel, how)
            np.testing.assert_allclose(values(page), expected, rtol=1e-9, atol=1e-9 * np.abs(expected).max())
            assert show == kernels.shows(kernel)
            assert int(exhibit.get_attribute("data-learn")) == parameters(size, 1, filters)


def test_sliders_and_cells_are_dragged_without_the_server_and_are_then_in_the_link(
    server, open_page, settled
) -> None:
    page = open_page(f"{server}/convolution?lang=en&kernel=box&pixels=512")
    page.locator(RESULT).wait_for()
    settled(page)
    page.evaluate(COUNT_MESSAGES)
    slider = page.get_by_role("slider", name=said("sliding.knob_size"))
    box = slider.bounding_box()
    shapes = []
    page.mouse.move(box["x"] + box["width"] * 0.34, box["y"] + box["height"] / 2)
    page.mouse.down()
    for share in (0.5, 0.67, 0.84):
        page.mouse.move(box["x"] + box["width"] * share, box["y"] + box["height"] / 2)
        page.wait_for_function("() => new Promise((done) => requestAnimationFrame(() => done(true)))")
        shapes.append(values(page).shape)
    assert len(set(shapes)) == 3 and page.evaluate("window.messages") == 0
    page.mouse.up()
    page.wait_for_url("**size=6*")
    page.get_by_role("slider", name=said("sliding.knob_stride")).focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**stride=2*")
    settled(page)
    expected = convolve(photo(512), kernels.build("box", 6), Sliding(6, 2))
    np.testing.assert_array_equal(values(page), expected)
    x, y = (2 * int(v) for v in page.locator(RESULT).get_attribute("data-at").split(","))
    seen = photo(512)[y : y + 6, x : x + 6].astype(int).ravel()
    assert page.locator(".seen canvas").get_attribute("data-texts") == " ".join(map(str, seen))
    assert page.locator(".kernel canvas").get_attribute("data-texts") == " ".join(36 * ["0.03"])
    assert {cell.input_value() for cell in page.locator(".kernel input").all()} == {"0.03"}
    page.evaluate("window.messages = 0")
    cell = page.locator(".kernel input").nth(7).bounding_box()
    page.mouse.move(cell["x"] + 10, cell["y"] + 10)
    page.mouse.down()
    page.mouse.move(cell["x"] + 50, cell["y"] + 10, steps=5)
    pulled = page.locator(".kernel input").nth(7).input_value()
    assert pulled == "0.04" and page.evaluate("window.messages") == 0
    page.mouse.up()
    page.wait_for_url("**kernel=own*")
    settled(page)
    assert page.locator(".kernel input").nth(7).input_value() == pulled


def test_filters_are_counted_and_the_pooling_window_is_dragged_without_the_server(
    server, open_page, settled
) -> None:
    page = open_page(f"{server}/convolution?lang=en&kernel=box&filters=7")
    page.locator(RESULT).wait_for()
    settled(page)
    page.evaluate(COUNT_MESSAGES)
    slider = page.get_by_role("slider", name=said("sliding.knob_filters"))
    box = slider.bounding_box()
    page.mouse.move(box["x"] + 8, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=4)
    page.wait_for_function("() => new Promise((done) => requestAnimationFrame(() => done(true)))")
    count = int(slider.get_attribute("aria-valuetext"))
    told = said("sliding.learn", filters=count, k=3, learn=parameters(3, 1, count))
    assert 40 < count < 56 and page.locator(".learn").inner_text() == told
    assert page.evaluate("window.messages") == 0
    page.mouse.up()
    page.wait_for_url(f"**filters={count}*")
    for kind in ("max", "mean", "conv"):
        page = open_page(f"{server}/convolution?lang=en&part=pooling&pool={kind}")
        page.locator(RESULT).wait_for()
        settled(page)
        page.evaluate(COUNT_MESSAGES)
        box = page.locator("[data-knob=pool]").bounding_box()
        page.mouse.move(box["x"] + 8, box["y"] + box["height"] / 2)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] - 4, box["y"] + box["height"] / 2, steps=4)
        page.wait_for_function("() => new Promise((done) => requestAnimationFrame(() => done(true)))")
        assert page.evaluate("window.messages") == 0
        sobel = convolve(photo(48), kernels.build("sobel_x"), Sliding(3, 4))
        expected = sobel if kind == "conv" else pool(photo(48), kind, Sliding(4, 4))
        np.testing.assert_array_equal(values(page), expected)
        page.mouse.up()
        page.wait_for_url("**pool_size=4*")
        settled(page)
        np.testing.assert_array_equal(values(page), expected)


def test_kernel_is_painted_and_stepped_by_keys(server, open_page, settled) -> None:
    page = open_page(f"{server}/convolution?lang=en&kernel=own&cells=0,0,0_0,0,0_0,0,0")
    page.locator(RESULT).wait_for()
    settled(page)
    page.get_by_role("button", name=said("sliding.brush", value="−1")).click()
    cells = page.locator(".kernel input")
    first, last = cells.nth(0).bounding_box(), cells.nth(6).bounding_box()
    page.mouse.move(first["x"] + 10, first["y"] + 10)
    page.mouse.down()
    page.mouse.move(last["x"] + 10, last["y"] + 10, steps=12)
    page.mouse.up()
    assert [cells.nth(i).input_value() for i in range(9)] == ["−1", "0", "0"] * 3
    page.get_by_role("button", name=said("sliding.brush", value="−1")).click()
    drawn = page.locator(".kernel canvas")
    cells.nth(8).focus()
    assert drawn.get_attribute("data-texts").split(" ") == ["−1", "0", "0"] * 2 + ["−1", "0", ""]
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Shift+ArrowUp")
    assert cells.nth(8).input_value() == "1.1"
    cells.nth(8).blur()
    assert drawn.get_attribute("data-texts").endswith(" 0 1.1")
    page.wait_for_url("**1.1**")
