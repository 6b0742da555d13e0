from itertools import pairwise

import cv2
import numpy as np
import pytest

from core.convolution import challenges, kernels
from core.convolution.pixels import grey
from core.convolution.sliding import Sliding, convolve
from core.media import samples

PHOTO = grey(samples.load("cat"))
REFLECT = Sliding(3, 1, "reflect")


@pytest.mark.parametrize("size", [1, 3, 5, 7])
@pytest.mark.parametrize("name", kernels.NAMES)
def test_result_equals_opencv(name: str, size: int) -> None:
    kernel = kernels.build(name, size, 1.2)
    how = Sliding(len(kernel), 1, "reflect")
    expected = cv2.filter2D(PHOTO, cv2.CV_64F, kernel, borderType=cv2.BORDER_REFLECT_101)
    np.testing.assert_allclose(convolve(PHOTO, kernel, how), expected, atol=1e-6)


@pytest.mark.parametrize(("name", "dx", "dy"), [("sobel_x", 1, 0), ("sobel_y", 0, 1)])
def test_sobel_is_opencvs(name: str, dx: int, dy: int) -> None:
    expected = cv2.Sobel(PHOTO, cv2.CV_64F, dx, dy, ksize=3)
    np.testing.assert_array_equal(convolve(PHOTO, kernels.build(name), REFLECT), expected)


@pytest.mark.parametrize(("name", "dx", "dy"), [("scharr_x", 1, 0), ("scharr_y", 0, 1)])
def test_scharr_is_opencvs(name: str, dx: int, dy: int) -> None:
    expected = cv2.Scharr(PHOTO, cv2.CV_64F, dx, dy)
    np.testing.assert_array_equal(convolve(PHOTO, kernels.build(name), REFLECT), expected)


def test_laplacian_is_opencvs() -> None:
    expected = cv2.Laplacian(PHOTO, cv2.CV_64F, ksize=1)
    np.testing.assert_array_equal(convolve(PHOTO, kernels.build("laplacian4"), REFLECT), expected)


@pytest.mark.parametrize("size", range(1, 8))
@pytest.mark.parametrize("sigma", [0.5, 1.0, 2.5])
def test_gaussian_is_opencvs_and_keeps_the_brightness(size: int, sigma: float) -> None:
    kernel = kernels.build("gaussian", size, sigma)
    column = cv2.getGaussianKernel(size, sigma) if size % 2 else None
    if column is not None:
        np.testing.assert_allclose(kernel, column @ column.T, atol=1e-12)
    assert kernel.sum() == pytest.approx(1)


def test_laplacian_of_gaussian_is_the_laplacian_of_a_gaussian() -> None:
    """Compared with central differences of the same bell, drawn finely and wide."""
    sigma, step = 1.0, 1e-3

    def bell(x: np.ndarray, y: np.ndarray) -> np.ndarray:
        return np.exp(-(x**2 + y**2) / (2 * sigma**2)) / (2 * np.pi * sigma**2)

    y, x = np.mgrid[-3:4, -3:4].astype(float)
    around = bell(x + step, y) + bell(x - step, y) + bell(x, y + step) + bell(x, y - step)
    expected = (around - 4 * bell(x, y)) / step**2
    expected -= expected.mean()
    ours = kernels.build("log", 7, sigma)
    np.testing.assert_allclose(ours, expected * (4 / expected[expected > 0].sum()), atol=1e-3)
    assert ours.sum() == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize("name", kernels.NAMES)
def test_link_brings_the_kernel_back(name: str) -> None:
    kernel = kernels.build(name, 5, 1.0)
    np.testing.assert_allclose(kernels.read(kernels.write(kernel)), kernel, atol=1e-3)


@pytest.mark.parametrize(
    "cells", ["", "a", "1,2", "1,2_3", "nan", "1e9", "_".join(["1" * 3] * 2), "1,2,3_" * 9]
)
def test_broken_link_is_no_kernel(cells: str) -> None:
    assert kernels.read(cells) is None


def test_resized_keeps_the_middle() -> None:
    kernel = kernels.build("sobel_x")
    assert (kernels.resized(kernel, 5)[1:4, 1:4] == kernel).all()
    assert (kernels.resized(kernels.resized(kernel, 7), 3) == kernel).all()
    assert kernels.resized(kernel, 1) == kernel[1, 1]


@pytest.mark.parametrize("name", kernels.NAMES)
def test_only_upright_kernels_find_only_upright_edges(name: str) -> None:
    expected = name in ("sobel_x", "scharr_x", "prewitt_x")
    assert challenges.answers(kernels.build(name)).only_vertical is expected


def test_weak_or_empty_kernels_do_not_count() -> None:
    assert not challenges.answers(np.zeros((3, 3))).only_vertical
    assert not challenges.answers(np.array([[-0.1, 0.1], [-0.1, 0.1]])).only_vertical
    assert challenges.answers(np.array([[-1.0, 1.0], [-1.0, 1.0]])).only_vertical


def test_riddles_never_repeat_at_once_and_show_all() -> None:
    hidden = [challenges.riddle(n) for n in range(1, 60)]
    assert all(a != b for a, b in pairwise(hidden))
    assert set(hidden) == set(challenges.RIDDLES)
