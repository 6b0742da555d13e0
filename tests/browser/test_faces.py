"""The mesh turned in the browser is the core's, and a face is hidden where the learner drags."""

import numpy as np

from core.faces import landmarks
from core.i18n.catalog import text

LESSON = "faces"


def test_a_face_is_turned_as_in_the_core_and_a_point_of_it_kept_in_the_link(open_part) -> None:
    page = open_part("mesh", more="&mesh_view=20_0_lips_-1")
    root = page.locator(".exhibit").first
    root.locator("canvas").focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowDown", "+"):
        page.keyboard.press(key)
    view = landmarks.View(10, 5, "lips", landmarks.points_of("lips")[0])
    page.wait_for_url(f"**mesh_view={landmarks.write_view(view)}*")
    spots = np.array(root.evaluate("e => e.exhibit.spots"))
    np.testing.assert_allclose(spots, landmarks.turned(landmarks.example().near, 10, 5), atol=0.01)
    assert f"Point {view.point} " in root.locator(".said").inner_text()


def test_what_is_dragged_over_is_hidden_and_counted(open_part, settled) -> None:
    page = open_part("hide", more="&photo=cat")
    box = page.locator(".look canvas").bounding_box()
    page.mouse.move(box["x"] + 60, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + 160, box["y"] + 170, steps=4)
    page.mouse.up()
    page.get_by_text(text("en", "faces.hide.verdict", n=1, found=0, mine=1).replace("**", "")).wait_for()
    assert page.locator(".exhibit").first.get_attribute("data-places") == "1"
    page.locator("button.remove").click()
    page.get_by_text(text("en", "faces.hide.verdict_none").replace("**", "")).wait_for()
