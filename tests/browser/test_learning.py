"""The first lesson's exhibits move without the server and count as the core counts."""

import json

import pytest

from core.i18n.catalog import text
from core.learning import circles, fruits, houses, scenes, ways
from tests.browser.looks import follow

LESSON = "learning"


def test_the_corner_is_dragged_without_the_server_and_counts_are_the_cores(open_part) -> None:
    page = open_part("rule", more="&act=new")
    root, (seen, new) = page.locator(".exhibit"), fruits.both(fruits.SEED)
    box = root.locator(".plane").bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.4, box["y"] + box["height"] * 0.3)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.45, box["y"] + box["height"] * 0.55, steps=4)
    assert page.evaluate("window.messages") == 0
    link = root.get_attribute("data-rule")
    rule = fruits.read(link)
    learnt = fruits.learn(seen)[-1]
    assert rule != fruits.START
    assert root.get_attribute("data-mine") == f"{fruits.by_hand(seen, rule)},{fruits.by_hand(new, rule)}"
    assert root.get_attribute("data-model") == f"{learnt.right(seen)},{learnt.right(new)}"
    page.mouse.up()
    page.wait_for_url(f"**hand_rule={link.replace(',', '%2C')}*")


def test_the_camera_sees_what_the_core_sees_and_the_others_move(server, open_part, settled) -> None:
    page = open_part("vision", more="&scene=tumour")
    root, scene = page.locator(".exhibit"), scenes.SCENES["tumour"]
    root.locator(".photo").focus()
    for _ in range(6):
        page.keyboard.press("ArrowRight")
    x, y = scenes.start(scene)[0]
    places = ((x + 12, y), *scenes.start(scene)[1:])
    found = scenes.blobs(scenes.picture(scene, places))
    assert json.loads(root.get_attribute("data-blobs")) == [[b.area, *b.box, b.colour] for b in found]
    assert root.get_attribute("data-seen") == str(len(scenes.inside(scene, found)))

    lesson = f"{server}/learning?lang=en&part="
    follow(page, settled, f"{lesson}three_ways")
    page.wait_for_selector(f".exhibit[data-at='{ways.FRAMES - 1}']")
    dots = ways.draw(ways.SEED)
    assert root.get_attribute("data-right") == str(ways.with_labels(dots)[-1].right(dots))
    walks = ways.warmer(ways.bushes(dots.looks), ways.SEED)
    assert root.get_attribute("data-walked") == str(len(walks[-1].cells) - 1)

    follow(page, settled, f"{lesson}variables")
    assert float(root.get_attribute("data-missed")) == pytest.approx(houses.missed(houses.START))
    root.locator("svg").focus()
    page.keyboard.press("PageUp")
    assert float(root.get_attribute("data-slope")) > houses.START[0]

    follow(page, settled, f"{lesson}circles&circle=deep")
    page.wait_for_selector(f".exhibit[data-at='{circles.LOOKS - 1}']")
    assert root.get_attribute("data-right") == root.get_attribute("data-n")
    follow(page, settled, f"{lesson}bitmap")
    assert root.get_attribute("data-all") == str(32 * 32 * 3) and "3,072" in root.inner_text()
    for press, key in (("Home", "said_whole"), ("ArrowRight", "said")):
        root.locator("input").press(press)
        told = text("en", f"learning.bitmap_words.{key}", zoom="1.5")
        assert root.locator(".said").inner_text() == told
