import numpy as np
import pytest
from skimage.filters import threshold_otsu

from core.media import samples
from core.segmentation import classic, metrics


def discs(*middles: tuple[int, int]) -> tuple[np.ndarray, np.ndarray]:
    y, x = np.mgrid[:120, :160]
    mask = np.any([(x - a) ** 2 + (y - b) ** 2 < 26**2 for a, b in middles], axis=0)
    rgb = np.full((120, 160, 3), (40, 60, 90), np.uint8)
    rgb[mask] = (220, 120, 40)
    return rgb, mask


def test_otsus_level_is_scikit_images() -> None:
    rgb = classic.small(samples.load("coins"))
    assert classic.threshold(rgb).level == pytest.approx(threshold_otsu(rgb[..., 0]), abs=1)
    bright, dark = (classic.threshold(rgb, 100, dark).pieces for dark in (False, True))
    assert (bright + dark == 1).all()


def test_watershed_parts_what_touches() -> None:
    rgb, mask = discs((55, 60), (103, 60))
    found = classic.watershed(rgb, mask)
    assert found.pieces.max() == 2 and found.pieces[60, 50] != found.pieces[60, 110]
    assert classic.watershed(rgb, np.zeros_like(mask)).pieces.max() == 0


def test_grabcut_finds_what_is_in_the_box() -> None:
    rgb, mask = discs((80, 60))
    found = classic.grabcut(rgb, (0.2, 0.1, 0.8, 0.9))
    assert metrics.overlap(mask, found.pieces > 0).iou > 0.95
