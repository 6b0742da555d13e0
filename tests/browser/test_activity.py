"""The window plays and is scrubbed without the server; a phone's motion becomes a recording and answers."""

import pytest

from core.i18n.catalog import text
from tests.browser.looks import WIDER_THAN_SCREEN

LESSON = "activity"
# A phone at the belt, its right edge up, that walks; `sign` -1 counts like an iPhone.
WALK = """(sign) => setInterval(() => {
  const t = performance.now() / 1000, wave = Math.sin(11.6 * t);
  const pull = { x: sign * (9.8 + 3 * wave), y: sign * (-1.5 + Math.sin(5.8 * t)), z: sign * 0.8 * wave };
  const spin = { alpha: 20 * Math.sin(5.8 * t), beta: 12 * wave, gamma: 9 * Math.cos(5.8 * t) };
  const felt = { accelerationIncludingGravity: pull, rotationRate: spin, interval: 16 };
  window.dispatchEvent(new DeviceMotionEvent("devicemotion", felt));
  window.dispatchEvent(new DeviceOrientationEvent("deviceorientation", { alpha: 0, beta: 0, gamma: -90 }));
}, 16)"""
SOONER = "(root) => root.exhibit.take({ ...root.exhibit.data, delay: 0.3, seconds: 4 })"
LAST_SENT = "(root) => { const e = root.exhibit, s = e.samples.at(-1); return [e.sign() * s[1], e.sign()]; }"


def said(key: str, lang: str = "en", **facts: object) -> str:
    return text(lang, f"activity.{key}", **facts)


@pytest.mark.slow
def test_window_plays_by_itself_and_the_ribbon_grows_under_it(open_part) -> None:
    page = open_part("window", motion=True)
    motion = page.locator(".exhibit:has(.whole)")
    motion.get_by_role("button", name=said("motion.play")).click()
    page.wait_for_function("root => Number(root.dataset.at) >= 2", arg=motion.element_handle())
    grown, whole = motion.evaluate("({ exhibit: e }) => [+e.grown.getAttribute('width'), e.flow.box.w]")
    assert 0 < grown < whole / 2
    motion.get_by_role("button", name=said("motion.pause")).click()
    assert page.evaluate("window.messages") == 0
    assert motion.evaluate("({ exhibit: e }) => +e.grown.getAttribute('width')") == whole


def test_window_is_scrubbed_by_pointer_and_keys_and_stays_in_the_link(open_part, settled) -> None:
    page = open_part("window", more="&recording=still", motion=True)
    motion = page.locator(".exhibit:has(.whole)")
    box = motion.locator(".whole").bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.2, box["y"] + 80)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + 80)
    at = int(motion.get_attribute("data-at"))
    assert at > 5 and page.evaluate("window.messages") == 0
    page.mouse.up()
    page.wait_for_url(f"**window={at}*")
    settled(page)
    motion.locator(".whole").focus()
    page.keyboard.press("ArrowRight")
    assert int(motion.get_attribute("data-at")) == at + 1
    best = motion.locator(".chances .best .what").inner_text()
    assert motion.locator(".whole").get_attribute("aria-valuetext").split(": ")[1].startswith(best)
    page.keyboard.press("End")
    page.wait_for_function("root => root.dataset.top === '5'", arg=motion.element_handle())


@pytest.mark.slow
def test_phone_is_turned_without_the_server(open_part) -> None:
    page = open_part("turn", motion=True)
    turned = page.locator(".exhibit:has(.phone)")
    slider = turned.get_by_role("slider")
    slider.focus()
    first = turned.locator(".said").inner_text()
    for _ in range(6):
        page.keyboard.press("ArrowRight")
    assert turned.get_attribute("data-angle") == "90"
    assert turned.locator(".said").inner_text() != first
    assert "90°" in turned.locator("output").inner_text()
    page.wait_for_url("**turn=z%3A90*")
    page.get_by_text(said("fail_text").split("**")[0].strip()).wait_for()


@pytest.mark.slow
@pytest.mark.parametrize(("roll", "top"), [(-10, "x"), (90, "y"), (-90, "-y")])
def test_phone_is_drawn_with_up_where_the_recording_has_it(open_part, roll: int, top: str) -> None:
    page = open_part("turn", more=f"&recording=walker&cadence=0&lean=0&roll={roll}", motion=True)
    heights = page.locator(".exhibit:has(.phone)").evaluate(
        "(root) => ['x', 'y', 'z'].map((a) => Number(root.querySelector(`.label-${a}`).getAttribute('y')))"
    )
    ranked = sorted("xyz", key=lambda name: heights["xyz".index(name)])
    assert ranked[-1 if top.startswith("-") else 0] == top[-1]


@pytest.mark.slow
@pytest.mark.parametrize("sign", [1, -1])
def test_ten_seconds_of_a_phone_become_a_recording_with_answers(open_part, settled, sign: int) -> None:
    page = open_part("phone", motion=True, width=390, height=1400)
    phone = page.locator(".exhibit:has(.dial)")
    page.evaluate(WALK, sign)
    phone.locator(".dial").click()
    page.wait_for_function("root => root.dataset.state === 'ready'", arg=phone.element_handle())
    page.wait_for_timeout(400)
    upward, found = phone.evaluate(LAST_SENT)
    assert upward > 5 and found == sign, "at rest, up is positive on every phone"
    phone.evaluate(SOONER)
    phone.locator(".dial").click()
    page.wait_for_function("root => root.dataset.state === 'sent'", arg=phone.element_handle())
    page.get_by_text(said("own_phone")).wait_for()
    settled(page)
    assert (page.get_by_text(said("notes.sign")).count() == 1) is (sign < 0)
    motion = page.locator(".exhibit:has(.whole)")
    assert len(motion.evaluate("({ exhibit: e }) => e.data.truth")) == 0
    assert page.evaluate(WIDER_THAN_SCREEN) <= 0


@pytest.mark.slow
def test_answers_come_while_the_phone_moves(open_part) -> None:
    page = open_part("phone", motion=True)
    phone = page.locator(".exhibit:has(.dial)")
    page.evaluate(WALK, 1)
    phone.locator(".dial").click()
    phone.get_by_role("button", name=said("recorder.live")).click()
    page.wait_for_function("root => Number(root.dataset.answers) >= 2", arg=phone.element_handle())
    assert phone.locator(".chances .best").count() == 1
    phone.get_by_role("button", name=said("recorder.live_stop")).click()
    page.wait_for_timeout(300)
    page.evaluate("window.messages = 0")
    page.wait_for_timeout(1500)
    assert page.evaluate("window.messages") == 0


@pytest.mark.slow
def test_laptop_without_sensors_is_told(open_part) -> None:
    page = open_part("phone", motion=True)
    phone = page.locator(".exhibit:has(.dial)")
    phone.locator(".dial").click()
    page.wait_for_function("root => root.dataset.state === 'none'", arg=phone.element_handle())
    assert said("recorder.none") in phone.locator(".state").inner_text()
    assert phone.locator(".dial").is_disabled()
