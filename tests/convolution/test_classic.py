import cv2
import numpy as np
import pytest

from core.convolution import classic
from core.convolution.pixels import grey, small
from core.media import samples

PHOTO = grey(small(samples.load("china"), 320))


def test_gradient_is_opencvs() -> None:
    x, y = (cv2.Sobel(PHOTO, cv2.CV_64F, *order, ksize=3) for order in ((1, 0), (0, 1)))
    magnitude, angle = classic.gradient(PHOTO)
    np.testing.assert_allclose(magnitude, cv2.magnitude(x, y), atol=1e-9)
    strong = magnitude > 1
    np.testing.assert_allclose((angle % 360)[strong], cv2.phase(x, y, angleInDegrees=True)[strong], atol=0.1)


def test_angle_points_to_the_brighter_side() -> None:
    right = np.zeros((9, 9), np.uint8)
    right[:, 5:] = 255
    assert classic.gradient(right)[1][4, 4] == 0
    assert classic.gradient(right.T.copy())[1][4, 4] == 90


@pytest.mark.parametrize(("low", "high"), [(50, 150), (20, 60), (200, 400)])
def test_canny_is_opencvs(low: int, high: int) -> None:
    np.testing.assert_array_equal(classic.canny(PHOTO, low, high), cv2.Canny(PHOTO, low, high))


def test_canny_keeps_weak_edges_only_where_they_touch_strong_ones() -> None:
    strong, both = classic.canny(PHOTO, 299, 300) > 0, classic.canny(PHOTO, 60, 300) > 0
    assert both.sum() > strong.sum()
    count, labels = cv2.connectedComponents(both.astype(np.uint8), connectivity=8)
    assert set(range(1, count)) == set(np.unique(labels[strong & both])) - {0}


@pytest.mark.parametrize("k", [0.02, 0.04, 0.2])
@pytest.mark.parametrize("block", [2, 3, 5])
def test_harris_is_opencvs(k: float, block: int) -> None:
    expected = cv2.cornerHarris(PHOTO, block, 3, k)
    ours = classic.harris(PHOTO, k, block)
    np.testing.assert_allclose(ours, expected, atol=1e-4 * np.abs(expected).max())


def test_harris_finds_the_corners_of_a_square() -> None:
    drawn = np.zeros((60, 60), np.uint8)
    drawn[20:40, 20:40] = 255
    found = classic.corners(classic.harris(drawn, 0.05))
    assert len(found) == 4
    for corner in ((20, 20), (39, 20), (20, 39), (39, 39)):
        assert np.abs(found - corner).max(1).min() <= 2


def test_plain_picture_has_no_corner_and_no_key_point() -> None:
    plain = np.full((64, 64), 120, np.uint8)
    assert len(classic.corners(classic.harris(plain))) == 0
    found = classic.match(plain, "sift", 30, 1.0)
    assert len(found.points) == len(found.pairs) == 0 and found.survival == 0


@pytest.mark.parametrize("detector", classic.DETECTORS)
def test_most_points_survive_nothing_and_many_a_turn(detector: str) -> None:
    assert classic.match(PHOTO, detector, 0, 1.0).survival > 0.85
    turned = classic.match(PHOTO, detector, 30, 1.0)
    assert 0.15 < turned.survival < 1
    assert turned.right.mean() > 0.8


def test_curve_is_the_survival_at_each_angle() -> None:
    curve = classic.survival(PHOTO, "orb", 0.8, (0, 45))
    assert curve == [classic.match(PHOTO, "orb", angle, 0.8).survival for angle in (0, 45)]


@pytest.mark.parametrize("angle", [0, 30, 90, 180])
def test_turned_copy_holds_the_whole_photo(angle: int) -> None:
    copy, to = classic.turn(np.full((40, 60), 255, np.uint8), angle, 1.5)
    corners = np.array([(0, 0), (59, 0), (0, 39), (59, 39)]) @ to[:, :2].T + to[:, 2]
    assert (corners > -1).all() and (corners < np.array(copy.shape[::-1])).all()
    assert copy.astype(bool).sum() == pytest.approx(40 * 60 * 1.5**2, rel=0.1)
