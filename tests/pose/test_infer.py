"""BlazePose on its real weights: people in known photos, alone and several, upright and turned."""

import numpy as np
import pytest

from core.media import samples
from core.pose import infer
from core.pose.body import POINTS
from core.runtime import engine

NOSE, LEFT, RIGHT = (POINTS.index(name) for name in ("nose", "left_shoulder", "right_shoulder"))
NOBODY = np.zeros((0, 4), np.float32)
TWO = np.float32([[50, 400, 245, 905], [223, 405, 345, 860]])
"""boxes of two people in front of the bus"""


@pytest.fixture(autouse=True)
def _weights(needs) -> None:
    needs("blazepose")


def only(people: infer.People) -> infer.Body:
    assert len(people.bodies) == 1
    return people.bodies[0]


def test_the_astronauts_face_shoulders_and_mask_are_where_they_are() -> None:
    rgb = samples.load("astronaut")
    found = infer.find(rgb)
    body = only(found)
    assert body.points.shape == (33, 2) and body.world.shape == (33, 3) and found.network_ms > 0
    assert np.abs(body.points[NOSE] - [226, 128]).max() < 15
    assert body.points[LEFT, 0] > body.points[RIGHT, 0] + 150, "she looks at us: her left is on the right"
    assert (
        body.visibility[[NOSE, LEFT, RIGHT]].min() > 0.9 and body.visibility[POINTS.index("left_ankle")] < 0.5
    )
    assert body.mask.shape == rgb.shape[:2] and body.mask[350, 200] > 0.9 and body.mask[100, 440] < 0.1
    assert (infer.together([body], rgb.shape[:2]) == body.mask).all()


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_turned_photo_has_turned_points(turns: int) -> None:
    rgb = samples.load("astronaut")
    body = only(infer.find(np.ascontiguousarray(np.rot90(rgb, turns))))
    x, y = only(infer.find(rgb)).points[NOSE]
    side = rgb.shape[0]
    wanted = {1: (y, side - x), 2: (side - x, side - y), 3: (side - y, x)}[turns]
    assert np.abs(body.points[NOSE] - wanted).max() < 30


def test_boxes_tell_where_to_look_for_several_people() -> None:
    found = infer.find(samples.load("bus"), TWO)
    assert len(found.bodies) == 2
    for box in TWO:
        inside = [
            ((b.points >= box[:2] - 20) & (b.points <= box[2:] + 20)).all(1).mean() for b in found.bodies
        ]
        assert max(inside) > 0.9
    assert len(infer.find(samples.load("bus"), np.repeat(TWO[:1], 3, 0)).bodies) == 1, (
        "one person is found once"
    )
    assert len(infer.find(samples.load("bus"), TWO, most=1).bodies) == 1


def test_nobody_is_no_error() -> None:
    assert infer.find(np.zeros((90, 160, 3), np.uint8)).bodies == ()
    assert len(infer.find(samples.load("bus"), NOBODY).bodies) == 1
    assert infer.together([], (3, 4)).shape == (3, 4)


def test_a_shape_that_does_not_fit_breaks_nothing() -> None:
    run = engine.predictor("blazepose")
    with pytest.raises(RuntimeError):
        run(np.zeros((1, 10, 10, 3), np.float32))
    raw, logits = run(*run.example())
    assert raw.shape == (1, 2254, 12) and logits.shape == (1, 2254, 1)
    assert engine.measure("blazepose", rounds=2) > 0


def test_both_men_are_found_where_boxes_tell_of_them() -> None:
    rgb = samples.load("zidane")
    assert len(infer.find(rgb).bodies) == 1
    boxes = np.float32([[726, 28, 1157, 720], [317, 203, 785, 720], [86, 212, 601, 712]])
    found = sorted(infer.find(rgb, boxes).bodies, key=lambda body: body.points[NOSE, 0])
    assert [abs(b.points[NOSE, 0] - x) < 60 for b, x in zip(found, (560, 940), strict=True)] == [True, True]
