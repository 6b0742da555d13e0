"""Classic inpainting touches the hole only, and patches copy what is there."""

import cv2
import numpy as np
import pytest

from core.colorization import inpaint


def stripes() -> tuple[np.ndarray, np.ndarray]:
    photo = np.zeros((60, 80, 3), np.uint8)
    photo[:, (np.arange(80) // 4) % 2 == 0] = (200, 120, 40)
    hole = np.zeros((60, 80), bool)
    hole[20:36, 30:50] = True
    return photo, hole


@pytest.mark.parametrize("way", inpaint.WAYS)
def test_what_is_known_stays(way: str) -> None:
    photo, hole = stripes()
    made = inpaint.WAYS[way](np.where(hole[..., None], 0, photo).astype(np.uint8), hole)
    assert made.dtype == np.uint8 and (made[~hole] == photo[~hole]).all()


def test_opencvs_ways_are_opencvs() -> None:
    photo, hole = stripes()
    assert (
        inpaint.telea(photo, hole) == cv2.inpaint(photo, hole.astype(np.uint8), 3, cv2.INPAINT_TELEA)
    ).all()
    assert (
        inpaint.navier_stokes(photo, hole) == cv2.inpaint(photo, hole.astype(np.uint8), 3, cv2.INPAINT_NS)
    ).all()


def test_patches_continue_a_pattern_that_others_blur() -> None:
    photo, hole = stripes()
    spoilt = np.where(hole[..., None], 0, photo).astype(np.uint8)
    by_patches = inpaint.psnr_in(photo, inpaint.nearest_patches(spoilt, hole), hole)
    assert by_patches > inpaint.psnr_in(photo, inpaint.telea(spoilt, hole), hole) + 10


def test_without_a_whole_patch_the_edge_is_continued() -> None:
    photo, _ = stripes()
    hole = np.ones((60, 80), bool)
    hole[:, ::9] = False
    assert (inpaint.nearest_patches(photo, hole) == inpaint.telea(photo, hole)).all()


def test_psnr_counts_the_hole_alone() -> None:
    photo, hole = stripes()
    other = photo.copy()
    other[0] = 255
    assert inpaint.psnr_in(photo, other, hole) == np.inf
