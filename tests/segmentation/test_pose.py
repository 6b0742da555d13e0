import numpy as np
import pytest

from core.segmentation import pose


@pytest.mark.parametrize(("after", "degrees"), [((2, 0), 0), ((0, 3), 90), ((-5, 0), 180), ((1, 1), 45)])
def test_angles(after: tuple[int, int], degrees: float) -> None:
    assert pose.angle((1, 0), (0, 0), after) == pytest.approx(degrees)


def test_no_limb_no_angle() -> None:
    assert np.isnan(pose.angle((0, 0), (0, 0), (1, 1)))


def test_angles_need_all_three_points() -> None:
    seen = np.ones(17)
    seen[9] = 0.1
    found = pose.angles(np.array(pose.STANDING, float), seen)
    assert "left_elbow" not in found and len(found) == len(pose.ANGLES) - 1


def test_what_is_no_body_is_the_standing_one() -> None:
    for text in ("", "[]", "[[1,2]]", "{}"):
        np.testing.assert_array_equal(pose.read(text), pose.STANDING)
