import numpy as np
import pytest

from core.pose import body


def test_every_line_joins_two_points_and_every_side_has_its_other() -> None:
    assert len(body.POINTS) == len(set(body.POINTS)) == 33
    assert all(0 <= a < b < 33 or 0 <= b < a < 33 for a, b in body.LIMBS)
    swapped = {
        name.replace("left", "*").replace("right", "left").replace("*", "right") for name in body.POINTS
    }
    assert swapped == set(body.POINTS)
    for name, (before, joint, after) in body.ANGLES.items():
        assert body.POINTS[joint] == name
        assert {(min(a, b), max(a, b)) for a, b in body.LIMBS} >= {
            (min(before, joint), max(before, joint)),
            (min(joint, after), max(joint, after)),
        }


@pytest.mark.parametrize(
    ("points", "degrees"),
    [
        (((1, 0), (0, 0), (0, 1)), 90),
        (((1, 0), (0, 0), (-2, 0)), 180),
        (((1, 0), (0, 0), (3, 0)), 0),
        (((1, 0, 0), (0, 0, 0), (0, 0, 5)), 90),
        (((0, 0), (0, 0), (3, 0)), np.nan),  # a limb without length
    ],
)
def test_angle(points: tuple, degrees: float) -> None:
    assert body.angle(*map(np.array, points)) == pytest.approx(degrees, nan_ok=True)


def test_angles_need_three_points_that_are_seen() -> None:
    points = np.random.default_rng(0).uniform(0, 100, (33, 2))
    assert set(body.angles(points)) == set(body.ANGLES)
    visibility = np.ones(33)
    visibility[13] = 0.2  # the left elbow
    found = body.angles(points, visibility)
    assert set(body.ANGLES) - set(found) == {"left_elbow", "left_shoulder"}
    wanted = {name: value + 10 for name, value in body.angles(points).items()}
    assert body.differences(found, wanted) == pytest.approx(dict.fromkeys(found, 10.0))
