"""The window in plain NumPy against torch, for every size, stride, padding and dilation."""

import itertools

import numpy as np
import pytest
import torch
import torch.nn.functional as F

from core.convolution.sliding import (
    PADDINGS,
    Sliding,
    convolve,
    layer,
    parameters,
    pool,
    receptive_field,
    sides,
)

RNG = np.random.default_rng(0)
PHOTO = RNG.normal(0, 50, (3, 26, 31))


def torch_pads(x: torch.Tensor, how: Sliding, value: float = 0.0) -> torch.Tensor:
    before, after = how.pads
    mode = {"mode": "reflect"} if how.padding == "reflect" else {"value": value}
    return F.pad(x[None], (before, after, before, after), **mode)


@pytest.mark.parametrize("size", range(1, 8))
@pytest.mark.parametrize("padding", PADDINGS)
def test_convolution_equals_torch(size: int, padding: str) -> None:
    weights, bias = RNG.normal(0, 1, (4, 3, size, size)), RNG.normal(0, 1, 4)
    for stride, dilation, amount in itertools.product((1, 2, 3, 4), (1, 2, 3), (0, 1, 4)):
        if padding != "zero" and amount:
            continue
        how = Sliding(size, stride, padding, amount, dilation)
        full = torch_pads(torch.from_numpy(PHOTO), how)
        expected = F.conv2d(full, torch.from_numpy(weights), torch.from_numpy(bias), stride, 0, dilation)[0]
        ours = layer(PHOTO, weights, bias, how)
        assert ours.shape == (4, how.out(26), how.out(31))
        np.testing.assert_allclose(ours, expected.numpy(), atol=1e-9)
        one = sum(convolve(PHOTO[c], weights[0, c], how) for c in range(3)) + bias[0]
        np.testing.assert_allclose(one, expected[0].numpy(), atol=1e-9)


@pytest.mark.filterwarnings("ignore:Using padding:UserWarning")
@pytest.mark.parametrize("size", range(1, 8))
def test_same_is_torchs_same(size: int) -> None:
    weights = RNG.normal(0, 1, (2, 3, size, size))
    for dilation in (1, 2, 3):
        x = torch.from_numpy(PHOTO)[None]
        expected = F.conv2d(x, torch.from_numpy(weights), padding="same", dilation=dilation)[0]
        ours = layer(PHOTO, weights, np.zeros(2), Sliding(size, 1, "same", 0, dilation))
        assert ours.shape[1:] == PHOTO.shape[1:]
        np.testing.assert_allclose(ours, expected.numpy(), atol=1e-9)


@pytest.mark.parametrize("size", range(1, 8))
@pytest.mark.parametrize("padding", PADDINGS)
def test_pooling_equals_torch(size: int, padding: str) -> None:
    x = torch.from_numpy(PHOTO)
    for stride, dilation in itertools.product((1, 2, 3, 4), (1, 2)):
        how = Sliding(size, stride, padding, size // 2, dilation)
        lowest = F.max_pool2d(torch_pads(x, how, -torch.inf), size, stride, 0, dilation)[0]
        np.testing.assert_array_equal(pool(PHOTO, "max", how), lowest.numpy())
        if dilation == 1:
            mean = F.avg_pool2d(torch_pads(x, how), size, stride)[0]
            np.testing.assert_allclose(pool(PHOTO, "mean", how), mean.numpy(), atol=1e-9)


def test_kernel_is_not_flipped() -> None:
    ramp = np.tile(np.arange(5.0), (5, 1))
    assert (convolve(ramp, np.array([[0, 0, 0], [-1, 0, 1], [0, 0, 0]], float), Sliding()) == 2).all()


@pytest.mark.parametrize(
    ("n", "how", "expected"),
    [
        (227, Sliding(11, 4), 55),  # AlexNet's first layer
        (28, Sliding(5), 24),  # LeNet-5's, on 28 pixels
        (224, Sliding(7, 2, "zero", 3), 112),  # ResNet's
        (32, Sliding(3, 1, "none", 0, 2), 28),
        (5, Sliding(7), 0),
        (4, Sliding(7, 1, "reflect"), 4),
        (3, Sliding(7, 1, "reflect"), 0),  # nothing left to mirror
    ],
)
def test_size_of_the_result(n: int, how: Sliding, expected: int) -> None:
    assert how.out(n) == expected


def test_learnt_numbers() -> None:
    assert parameters(11, 3, 96) == 34_944  # AlexNet's first layer
    assert parameters(5, 1, 6) == 156  # LeNet-5's C1
    assert parameters(3, 3, 64) == torch.nn.Conv2d(3, 64, 3).weight.numel() + 64


def test_no_padding_takes_two_off_each_side_length() -> None:
    assert sides(32, Sliding(3), 5) == [32, 30, 28, 26, 24, 22]
    assert sides(6, Sliding(3), 5) == [6, 4, 2]


@pytest.mark.parametrize("layers", [[(3, 1)] * 5, [(3, 2), (3, 1), (2, 2), (5, 1)], [(11, 4), (3, 2)]])
def test_receptive_field_is_what_the_gradient_reaches(layers: list[tuple[int, int]]) -> None:
    x = torch.zeros(1, 1, 151, 151, requires_grad=True)
    y = x
    for reach, stride in layers:
        y = F.conv2d(y, torch.ones(1, 1, reach, reach), stride=stride)
    y[0, 0, y.shape[2] // 2, y.shape[3] // 2].backward()
    assert (x.grad[0, 0].sum(0) > 0).sum() == receptive_field(layers)


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        convolve(np.zeros((4, 4)), np.zeros((7, 7)), Sliding(7))
    with pytest.raises(ValueError, match="kernel"):
        convolve(np.zeros((9, 9)), np.zeros((2, 2)), Sliding(3))
    with pytest.raises(ValueError, match="circular"):
        Sliding(padding="circular").out(9)
