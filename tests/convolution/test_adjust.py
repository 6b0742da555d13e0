"""Light, contrast, colour and blur of a photo, against Pillow and SciPy."""

import numpy as np
import pytest
from PIL import Image, ImageEnhance
from scipy import ndimage

from core.convolution import adjust
from core.convolution.adjust import Look, apply
from core.media import samples

PHOTO = np.asarray(Image.fromarray(samples.load("flower")).resize((60, 40)))


def test_a_look_of_its_own_leaves_the_photo_as_it_is() -> None:
    np.testing.assert_array_equal(apply(PHOTO, Look()), PHOTO)


@pytest.mark.parametrize("colour", [0, 0.4, 2.5])
def test_colour_is_pillows(colour: float) -> None:
    theirs = np.asarray(ImageEnhance.Color(Image.fromarray(PHOTO)).enhance(colour))
    assert np.abs(apply(PHOTO, Look(colour=colour)).astype(int) - theirs).max() <= 3  # it rounds on the way


@pytest.mark.parametrize("sigma", [0.5, 1.25, 4])
def test_blur_is_scipys(sigma: float) -> None:
    reach = int(np.ceil(3 * sigma))
    theirs = ndimage.gaussian_filter(PHOTO.astype(float), sigma, axes=(0, 1), mode="nearest", radius=reach)
    np.testing.assert_allclose(adjust.blurred(PHOTO.astype(float), sigma), theirs, atol=1e-9)


def test_contrast_turns_around_mid_grey_and_light_is_added() -> None:
    expected = np.clip(np.rint(128 + 1.5 * (PHOTO.astype(float) - 128) - 40), 0, 255)
    np.testing.assert_array_equal(apply(PHOTO, Look(light=-40, contrast=1.5)), expected)
    assert (apply(PHOTO, Look(contrast=0, light=10)) == adjust.MIDDLE + 10).all()
