"""The colours of a photo under the lens: the browser's numbers are the core's."""

import numpy as np

from core.convolution import adjust
from core.convolution.pixels import small
from core.i18n.catalog import text
from core.ui import inputs
from core.ui.parts.convolution import colour
from tests.browser.looks import COUNT_MESSAGES

CHANNEL = "convolution.channel.rgb0"


def test_lens_shows_the_numbers_and_channels_can_be_switched_off(server, open_page, settled) -> None:
    page = open_page(f"{server}/convolution?lang=en&part=colour")
    whole = page.locator(".whole canvas")
    whole.wait_for()
    settled(page)
    page.evaluate(COUNT_MESSAGES)
    rgb = small(inputs.sample("cat").rgb(), 160)
    box = whole.bounding_box()
    page.mouse.move(box["x"] + box["width"] * 30.5 / 160, box["y"] + box["height"] * 40.5 / rgb.shape[0])
    assert page.locator(".zoom .middle").inner_text().split() == [str(v) for v in rgb[40, 30]]
    page.get_by_role("button", name=text("en", CHANNEL)).click()
    pixel = whole.evaluate("c => Array.from(c.getContext('2d').getImageData(30, 40, 1, 1).data)")
    assert pixel[:3] == [0, *rgb[40, 30, 1:]]
    assert page.evaluate("window.messages") == 0
    page.wait_for_url("**off=0*")
    again = open_page(f"{page.url}&lang=ko")
    again.locator(".whole canvas").wait_for()
    assert again.locator(".zoom .middle").inner_text().split() == [str(v) for v in rgb[40, 30]]
    off = again.get_by_role("button", name=text("ko", CHANNEL))
    assert off.get_attribute("aria-pressed") == "false"


DEVELOP = """({ lens }, [space, stops]) => {
  lens.data.space = space;
  Object.entries(stops).forEach(([name, at]) => lens.knobs.set(name, at));
  lens.develop();
  return [[...lens.photo], [...lens.planes]];
}"""


def test_a_photos_look_is_the_cores_and_is_dragged_without_the_server(server, open_page, settled) -> None:
    page = open_page(f"{server}/convolution?lang=en&part=colour")
    root = page.locator(".lab")
    root.locator(".whole canvas").wait_for()
    settled(page)
    rgb, rng = small(inputs.sample("cat").rgb(), colour.SIDE), np.random.default_rng(2)
    for space in colour.SPACES * 2:
        stops = {name: int(rng.integers(len(texts))) for name, texts in adjust.STOPS.items()}
        look = adjust.Look(**{name: float(adjust.STOPS[name][at]) for name, at in stops.items()})
        pixels, planes = root.evaluate(DEVELOP, [space, stops])
        expected = adjust.apply(rgb, look)
        np.testing.assert_array_equal(np.reshape(pixels, rgb.shape), expected, err_msg=str(look))
        apart = np.abs(np.reshape(planes, rgb.shape) - np.rint(colour.numbers(expected, space)))
        assert np.minimum(apart, 360 - apart).max() <= 1  # the core rounds what float32 holds
    page.evaluate(COUNT_MESSAGES)
    box = root.locator("[data-knob=light]").bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.9, box["y"] + box["height"] / 2, steps=4)
    page.wait_for_function("() => new Promise((done) => requestAnimationFrame(() => done(true)))")
    light = root.evaluate("({ lens }) => lens.knobs.texts().light")
    assert int(light) > 60 and page.evaluate("window.messages") == 0
    page.mouse.up()
    page.wait_for_url(f"**photo_light={light}*")
