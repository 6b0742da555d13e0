"""The colours of a photo under the lens: the browser's numbers are the core's."""

import re

import numpy as np

from core.convolution import adjust
from core.convolution.pixels import small
from core.i18n.catalog import text
from core.ui import inputs
from core.ui.parts.convolution import colour
from tests.browser.looks import COUNT_MESSAGES, FLOATS, NEXT_FRAME, floats, follow

CHANNEL = "convolution.channel.rgb0"


def test_lens_and_look_are_the_cores_and_work_without_the_server(server, open_page, settled) -> None:
    page = open_page(f"{server}/convolution?lang=en&part=colour", motion=False)
    page.locator(".whole canvas").wait_for()
    settled(page)
    rgb = small(inputs.sample("cat").rgb(), colour.SIDE)
    lens_shows_the_numbers_and_channels_can_be_switched_off(page, rgb)
    follow(page, settled, f"{page.url}&lang=ko")
    page.locator(".whole canvas").wait_for()
    assert page.locator(".zoom .middle").inner_text().split() == [str(v) for v in rgb[40, 30]]
    off = page.get_by_role("button", name=text("ko", CHANNEL))
    assert off.get_attribute("aria-pressed") == "false"
    a_photos_look_is_the_cores(page, rgb)
    a_photos_look_is_dragged(page)


def lens_shows_the_numbers_and_channels_can_be_switched_off(page, rgb: np.ndarray) -> None:
    page.evaluate(COUNT_MESSAGES)
    whole = page.locator(".whole canvas")
    box = whole.bounding_box()
    page.mouse.move(box["x"] + box["width"] * 30.5 / 160, box["y"] + box["height"] * 40.5 / rgb.shape[0])
    assert page.locator(".zoom .middle").inner_text().split() == [str(v) for v in rgb[40, 30]]
    page.get_by_role("button", name=text("en", CHANNEL)).click()
    pixel = whole.evaluate("c => Array.from(c.getContext('2d').getImageData(30, 40, 1, 1).data)")
    assert pixel[:3] == [0, *rgb[40, 30, 1:]]
    assert page.evaluate("window.messages") == 0
    page.wait_for_url("**off=0*")


DEVELOP = (
    "({ lens }, looks) => {"
    + FLOATS
    + """
  return looks.map(([space, stops]) => {
    lens.data.space = space;
    Object.entries(stops).forEach(([name, at]) => lens.knobs.set(name, at));
    lens.develop();
    return [floats(lens.photo), floats(lens.planes)];
  });
}"""
)


def a_photos_look_is_the_cores(page, rgb: np.ndarray) -> None:
    rng, looks = np.random.default_rng(2), []
    for space in colour.SPACES * 2:
        looks.append((space, {name: int(rng.integers(len(texts))) for name, texts in adjust.STOPS.items()}))
    for (space, stops), found in zip(looks, page.locator(".lab").evaluate(DEVELOP, looks), strict=True):
        pixels, planes = (floats(numbers).reshape(rgb.shape) for numbers in found)
        look = adjust.Look(**{name: float(adjust.STOPS[name][at]) for name, at in stops.items()})
        expected = adjust.apply(rgb, look)
        np.testing.assert_array_equal(pixels, expected, err_msg=f"{look}, {space}")
        apart = np.abs(planes - np.rint(colour.numbers(expected, space)))
        assert np.minimum(apart, 360 - apart).max() <= 1  # the core rounds what float32 holds


def test_hue_saturation_and_value_are_told_with_their_units(server, open_page, settled) -> None:
    page = open_page(f"{server}/convolution?lang=en&part=colour&space=hsv", motion=False)
    settled(page)
    said = page.locator(".lab .said").inner_text()
    assert re.search(r"\(H\) \d+°, .*\(S\) \d+%, .*\(V\) \d+%", said), said


def a_photos_look_is_dragged(page) -> None:
    page.evaluate(COUNT_MESSAGES)
    root = page.locator(".lab")
    box = root.locator("[data-knob=light]").bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.9, box["y"] + box["height"] / 2, steps=4)
    page.wait_for_function(NEXT_FRAME)
    light = root.evaluate("({ lens }) => lens.knobs.texts().light")
    assert int(light) > 60 and page.evaluate("window.messages") == 0
    page.mouse.up()
    page.wait_for_url(f"**photo_light={light}*")
