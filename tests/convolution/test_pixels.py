import colorsys

import cv2
import numpy as np
import pytest

from core.convolution import pixels
from core.media import samples

PHOTO = samples.load("flower")


def test_grey_as_luma_is_opencvs() -> None:
    ours = pixels.grey(PHOTO).astype(int)
    assert np.abs(ours - cv2.cvtColor(PHOTO, cv2.COLOR_RGB2GRAY)).max() <= 1


def test_grey_as_mean() -> None:
    np.testing.assert_allclose(pixels.grey(PHOTO, "mean"), PHOTO.mean(-1), atol=0.5)
    with pytest.raises(KeyError):
        pixels.grey(PHOTO, "median")


def test_hsv_is_colorsys() -> None:
    colours = np.random.default_rng(0).integers(0, 256, (1, 300, 3), np.uint8)
    colours[0, :6] = [(0, 0, 0), (255, 255, 255), (255, 0, 0), (0, 255, 0), (0, 0, 255), (90, 90, 90)]
    expected = np.array([colorsys.rgb_to_hsv(*(c / 255)) for c in colours[0]]) * (360, 100, 100)
    np.testing.assert_allclose(pixels.hsv(colours)[0], expected, atol=1e-3)


@pytest.mark.parametrize(("side", "shape"), [(320, (214, 320)), (32, (21, 32)), (5000, PHOTO.shape[:2])])
def test_small_copy_keeps_the_proportions(side: int, shape: tuple[int, int]) -> None:
    assert pixels.small(PHOTO, side).shape[:2] == shape


def test_small_copy_is_the_mean_of_what_it_covers() -> None:
    wide = np.random.default_rng(0).integers(0, 256, (64, 96, 3), np.uint8)
    expected = wide.reshape(16, 4, 24, 4, 3).mean((1, 3))
    np.testing.assert_allclose(pixels.small(wide, 24), expected, atol=1)


def test_square_is_the_middle() -> None:
    wide = np.zeros((10, 30, 3), np.uint8)
    wide[:, 10:20] = 200
    assert (pixels.square(wide, 5) == 200).all()


def test_ways_to_look_at_signed_numbers() -> None:
    values = np.array([[-300.0, -20, 0, 20, 300]])
    assert pixels.as_picture(values, "clip").tolist() == [[0, 0, 0, 20, 255]]
    assert pixels.as_picture(values, "size").tolist() == [[255, 20, 0, 20, 255]]
    assert pixels.as_picture(values, "signed").tolist() == [[0, 118, 128, 138, 255]]


@pytest.mark.parametrize(
    ("shape", "expected"),
    [((3, 700), (33, 132)), ((900, 8), (128, 32)), ((1, 1), (32, 32)), ((50, 60), (50, 60))],
)
def test_workable_is_neither_strip_nor_tiny(shape: tuple[int, int], expected: tuple[int, int]) -> None:
    odd = np.random.default_rng(0).integers(0, 256, (*shape, 3), np.uint8)
    assert pixels.workable(odd).shape == (*expected, 3)
