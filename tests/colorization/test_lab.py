"""Colours agree with scikit-image; the choice of colours is a grid that covers sRGB."""

import numpy as np
import pytest
from skimage import color

from core.colorization import bins, lab
from core.colorization.networks import COLOURS


def photo() -> np.ndarray:
    return np.random.default_rng(0).integers(0, 256, (40, 50, 3), dtype=np.uint8)


def test_lab_is_scikit_images_and_comes_back() -> None:
    found = lab.to_lab(photo())
    assert np.abs(found - color.rgb2lab(photo())).max() < 1e-3
    assert (lab.to_rgb(found) == photo()).all()
    other = found + np.array([1, 2, 2], np.float32)
    assert np.allclose(lab.difference(found, other), color.deltaE_cie76(found, other), atol=1e-4)


def test_grey_is_not_colourful_and_stripes_are() -> None:
    grey = np.full((10, 10, 3), 90, np.uint8)
    stripes = grey.copy()
    stripes[::2] = (255, 0, 0)
    assert lab.colourfulness(grey) == 0
    first, second = 255.0, 127.5  # red − green, yellow − blue of the red half; 0 of the other
    wanted = np.hypot(first / 2, second / 2) + 0.3 * np.hypot(first / 2, second / 2)
    assert lab.colourfulness(stripes) == pytest.approx(wanted)


def test_psnr_of_colours() -> None:
    ab = np.zeros((4, 4, 2))
    assert lab.psnr_ab(ab, ab) == np.inf
    assert lab.psnr_ab(ab, ab + 10) == pytest.approx(20 * np.log10(25.5))


def test_every_colour_lies_between_colours_to_choose() -> None:
    places = bins.centres()
    known = {tuple(place) for place in places.tolist()}
    assert len(places) == COLOURS == len(known) and (0.0, 0.0) in known
    corners = np.floor(lab.to_lab(photo())[..., 1:].reshape(-1, 2) / bins.GRID) * bins.GRID
    assert all((a + da, b + db) in known for a, b in corners for da in (0, 10) for db in (0, 10))


def test_cold_choices_are_the_most_probable_warm_ones_the_mean() -> None:
    logits = np.zeros((COLOURS, 1, 2), np.float32)
    logits[7] = 3
    places = bins.centres()
    assert np.allclose(bins.annealed_mean(logits, 0.05)[:, 0, 0], places[7], atol=0.1)
    assert np.allclose(bins.annealed_mean(logits * 0, 1)[:, 0, 0], places.mean(0), atol=1e-3)
    assert bins.sureness(logits * 0).max() == pytest.approx(0, abs=1e-5)
    assert bins.sureness(logits * 20).min() > 0.99
