"""Houses, messages, variables and the camera's jobs."""

from statistics import multimode

import numpy as np
import pytest
from scipy import ndimage, stats

from core.learning import houses, pixels, scenes, variables


def test_the_best_line_is_that_of_a_library_and_no_other_misses_less() -> None:
    reference = stats.linregress(houses.AREAS, houses.PRICES)
    slope, intercept = houses.best()
    assert (slope, intercept) == pytest.approx((reference.slope, reference.intercept))
    assert houses.missed((slope, intercept)) < min(
        houses.missed((slope + 0.01, intercept)), houses.missed(houses.START)
    )


def test_messages_are_counted() -> None:
    assert houses.spam(0) == houses.Errors(7, 0)
    assert houses.spam(8) == houses.Errors(0, 10)
    both = [houses.spam(border) for border in range(9)]
    assert (np.diff([one.alarms for one in both]) <= 0).all() and (
        np.diff([one.missed for one in both]) >= 0
    ).all()


def test_what_may_be_computed_grows_from_names_to_quantities() -> None:
    sense = {
        n: [variables.makes_sense(c, o) for o in variables.OPERATIONS] for n, c in variables.COLUMNS.items()
    }
    assert sense["district"] == [True, False, False, False, False]
    assert sense["grade"] == [True, True, False, False, False]
    assert sense["year"] == [True, True, True, True, False] and all(sense["area"])
    assert variables.compute(variables.COLUMNS["district"], "mean") == pytest.approx(1.8)
    assert all(len(multimode(c.values)) == 1 for c in variables.COLUMNS.values()), "the commonest is one"
    assert [c.continuous for c in variables.COLUMNS.values()] == [True, True, False, False]


@pytest.mark.parametrize("name", scenes.SCENES)
def test_things_are_those_of_a_library(name: str) -> None:
    scene = scenes.SCENES[name]
    cells = scenes.picture(scene, scenes.start(scene))
    labels, count = ndimage.label(cells > 0)
    found = scenes.blobs(cells)
    assert len(found) == count == len(scene.things), "at first nothing touches"
    assert sorted(b.area for b in found) == sorted(np.bincount(labels.ravel())[1:])
    for thing, (x, y) in zip(scene.things, scenes.start(scene), strict=True):
        box = (x - thing.w // 2, y - thing.h // 2, x + thing.w // 2, y + thing.h // 2)
        assert any(b.box == box and b.colour == thing.colour for b in found)


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("packing", "20,20;40,20;60,20;30,56;22,40;48,40;66,52", "full"),
        ("packing", "20,20;32,20;60,20;30,56;22,40;48,40;66,52", "wrong"),
        ("shop", "", "sum"),
        ("danger", "", "clear"),
        ("danger", "80,36;16,62", "alarm"),
        ("railway", "", "alarm"),
        ("railway", "20,10;24,52", "clear"),
        ("insurance", "", "repair"),
        ("insurance", "40,8;86,44;60,8", "fine"),
        ("tumour", "", "small"),
        ("tumour", "70,40;78,44;110,60", "suspect"),
        ("breeds", "", "dachshund"),
        ("breeds", "20,60;78,40;20,20", "poodle"),
        ("breeds", "20,60;20,20;78,40", "greyhound"),
        ("breeds", "20,60;20,20;20,40", "none"),
        ("breeds", "70,20;70,50;20,40", "many"),
    ],
)
def test_a_job_is_answered(name: str, text: str, kind: str) -> None:
    scene = scenes.SCENES[name]
    seen = scenes.inside(scene, scenes.blobs(scenes.picture(scene, scenes.read(scene, text))))
    assert scenes.answer(scene, seen)["kind"] == kind


def test_parts_that_touch_fool_the_eye_but_not_a_person() -> None:
    scene = scenes.SCENES["packing"]
    places = scenes.read(scene, "20,20;32,20;60,20;30,56;22,40;48,40;66,52")
    assert scenes.lying(scene, places) == scenes.ORDER


def test_any_link_gives_places_a_line_a_border_and_a_zoom() -> None:
    scene = scenes.SCENES["danger"]
    assert scenes.read(scene, "1,2") == scenes.read(scene, "a,b;c,d") == scenes.start(scene)
    assert scenes.read(scene, "500,2;3,999") == ((120, 2), (3, 72))
    assert houses.read("0.1,3") == (0.1, 3.0) and houses.read("nan,1") == houses.read("x") == houses.START
    assert houses.read_border("7") == 7 and houses.read_border("") == houses.BORDER
    assert (pixels.read("4", 6), pixels.read("99", 6), pixels.read("inf", 6), pixels.read("", 6)) == (
        4,
        16,
        6,
        6,
    )
