import numpy as np
import pytest
import torch
from torch.nn import functional as F

from core.segmentation import upsampling
from core.segmentation.upsampling import KERNELS


@pytest.fixture(params=range(3))
def numbers(request) -> np.ndarray:
    return upsampling.example(request.param)


def tensor(x: np.ndarray) -> torch.Tensor:
    return torch.tensor(np.asarray(x, float))[None, None]


def test_pooling_and_unpooling_are_torchs(numbers) -> None:
    pooled = upsampling.max_pool(numbers)
    values, at = F.max_pool2d(tensor(numbers), 2, return_indices=True)
    np.testing.assert_array_equal(pooled.values, values[0, 0])
    np.testing.assert_array_equal(pooled.rows * numbers.shape[1] + pooled.columns, at[0, 0])
    grown = upsampling.grow(pooled, "unpool")
    np.testing.assert_array_equal(grown.large, F.max_unpool2d(values, at, 2)[0, 0])


@pytest.mark.parametrize("kernel", KERNELS)
def test_transposed_convolution_is_torchs(numbers, kernel: str) -> None:
    weights = np.array(KERNELS[kernel])
    pooled = upsampling.max_pool(numbers)
    whole = F.conv_transpose2d(tensor(pooled.values), tensor(weights), stride=2)[0, 0].numpy()
    n = len(numbers)
    before = (len(weights) - 2) // 2
    np.testing.assert_array_equal(
        upsampling.grow(pooled, "transposed", weights).large, whole[before : before + n, before : before + n]
    )


@pytest.mark.parametrize("method", ["nearest", "bilinear"])
def test_upsampling_is_torchs(numbers, method: str) -> None:
    pooled = upsampling.max_pool(numbers)
    expected = F.interpolate(tensor(pooled.values), scale_factor=2, mode=method)[0, 0]
    np.testing.assert_allclose(upsampling.grow(pooled, method).large, expected, atol=1e-12)


def test_only_a_kernel_larger_than_the_stride_overlaps() -> None:
    ones = upsampling.Pooled(np.ones((3, 3)), np.zeros((3, 3), int), np.zeros((3, 3), int))
    inner = {
        name: upsampling.grow(ones, "transposed", np.array(KERNELS[name])).large for name in ("copy", "ones")
    }
    assert np.ptp(inner["copy"]) == 0 and set(np.unique(inner["ones"])) == {1, 2, 4}


@pytest.mark.parametrize("kernel", KERNELS)
def test_a_kernel_is_even_where_equal_numbers_stay_equal(kernel: str) -> None:
    ones = upsampling.Pooled(np.ones((5, 5)), np.zeros((5, 5), int), np.zeros((5, 5), int))
    inner = upsampling.grow(ones, "transposed", np.array(KERNELS[kernel])).large[2:-2, 2:-2]
    assert upsampling.shares(KERNELS[kernel]) == pytest.approx((inner.min(), inner.max()))
