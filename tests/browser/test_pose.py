"""Figure, map and skeleton in the browser are the core's numbers, and ask the server for nothing."""

import json

import numpy as np
import pytest

from core.pose import body, figure, regression
from core.ui.parts.pose import PARTS
from tests.browser.looks import assert_fits, each_part, flaws_at

LESSON = "pose"


@pytest.mark.slow
def test_the_figures_angles_are_the_cores_while_it_is_dragged(open_part) -> None:
    page = open_part("copy_pose")
    svg, root = page.locator(".exhibit .mine"), page.locator(".exhibit")
    svg.scroll_into_view_if_needed()
    box = svg.bounding_box()
    unit = box["width"] / 640
    page.mouse.move(box["x"] + 470 * unit, box["y"] + 142 * unit)
    page.mouse.down()
    page.mouse.move(box["x"] + 520 * unit, box["y"] + 230 * unit, steps=3)
    shown, fitting = json.loads(root.get_attribute("data-angles")), root.get_attribute("data-fitting")
    points = np.array(root.evaluate("e => e.exhibit.points"), float)
    page.mouse.up()
    assert abs(points[figure.NAMES.index("left_wrist")] - [520, 230]).max() <= 2
    at = figure.as_body(points)
    assert shown == pytest.approx(body.angles(at))
    off = body.differences(body.turns(at), figure.wanted("t_pose"))
    assert int(fitting) == sum(value <= figure.CLOSE for value in off.values())


COVERED = """e => {
  const { points } = e.exhibit, texts = [...e.querySelectorAll(".mine text")];
  return texts.filter((text) => {
    const { x, y, width, height } = text.getBBox();
    return points.some(([px, py]) =>
      Math.hypot(Math.max(x - px, 0, px - x - width), Math.max(y - py, 0, py - y - height)) < 11);
  }).map((text) => text.textContent);
}"""
"""the angles' figures that a joint's dot (radius 11) lies on"""
BEND = "(e, points) => { e.exhibit.points = points; e.exhibit.draw(); }"


@pytest.mark.slow
@pytest.mark.parametrize("width", [1400, 390])
def test_no_joint_lies_on_the_figure_of_an_angle(open_part, width: int) -> None:
    root = open_part("copy_pose", lang="ko", width=width, height=900).locator(".exhibit")
    for points in (figure.STANDING, *figure.TARGETS.values()):
        root.evaluate(BEND, [list(point) for point in points])
        assert root.evaluate(COVERED) == []


@pytest.mark.slow
def test_the_maps_error_is_the_cores_and_comes_into_the_link(open_part) -> None:
    page = open_part("regression", more="&doubt=62,170,194,170,0.7,32")
    canvas, root = page.locator("canvas.heat"), page.locator(".exhibit")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    unit = box["width"] / regression.SIDE
    page.mouse.move(box["x"] + 62 * unit, box["y"] + 170 * unit)
    page.mouse.down()
    page.mouse.move(box["x"] + 40 * unit, box["y"] + 90 * unit, steps=3)
    page.mouse.up()
    page.wait_for_url("**doubt=*")
    now = root.evaluate("e => e.exhibit.now")
    doubt = regression.Doubt(tuple(now["a"]), tuple(now["b"]), now["share"], now["cells"])
    assert abs(np.array(doubt.true) - [40, 90]).max() <= 2
    shown = [float(root.get_attribute(f"data-{name}")) for name in ("heat", "numbers")]
    assert shown == pytest.approx(regression.errors(doubt))


@pytest.mark.slow
def test_a_touched_point_says_its_name_and_asks_nothing(fetched_server, open_page, settled, needs) -> None:
    needs("blazepose", "yolov3_tiny")
    page = open_page(f"{fetched_server}/pose?lang=en")
    root, canvas = page.locator(".exhibit"), page.locator(".exhibit canvas")
    page.wait_for_function("e => e.exhibit.grown === 1", arg=root.element_handle())
    assert root.get_attribute("data-people") == "2"
    spot = root.evaluate("e => e.exhibit.bodies[0].points[0].map(v => v * e.exhibit.photo.scale)")
    canvas.hover(position={"x": spot[0], "y": spot[1]})
    assert root.get_attribute("data-at") == "0,0" and "Person 1, nose" in page.locator(".said").inner_text()
    canvas.focus()
    page.keyboard.press("ArrowDown")
    assert "Person 2, nose" in page.locator(".said").inner_text()
    ink = "c => c.toDataURL().length"
    before = canvas.evaluate(ink)
    page.locator("[data-layer=lines]").click()
    assert canvas.evaluate(ink) != before and page.locator("[data-layer=mask]").is_enabled()


@pytest.mark.slow
def test_no_part_is_wider_than_a_phone(open_page, server, settled) -> None:
    page = open_page(f"{server}/pose?lang=ko", width=390, height=800, motion=False)
    for part in each_part(page, settled, LESSON, PARTS):
        assert_fits(page, part)
        if part == "copy_pose":
            assert flaws_at(page, settled, 1400, 1100, 390) == []
