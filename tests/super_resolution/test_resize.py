"""Resizing is MATLAB's: its kernel, its antialiasing, its mirrored border."""

import numpy as np
import pytest
import torch
from torch.nn import functional as F

from core.super_resolution import resize


def test_the_kernel_has_keys_values() -> None:
    found = resize.cubic(np.array([0, 0.25, 0.75, 1, 1.25, 1.75, 2, 3]))
    assert np.allclose(found, [1, 0.8671875, 0.2265625, 0, -0.0703125, -0.0234375, 0, 0])


@pytest.mark.parametrize(("old", "new"), [(120, 30), (120, 60), (30, 120), (31, 62), (50, 33)])
def test_inside_it_is_torchs_antialiased_bicubic(old: int, new: int) -> None:
    line = np.random.default_rng(0).random((1, 1, 8, old)).astype(np.float32)
    wanted = F.interpolate(torch.from_numpy(line), (8, new), mode="bicubic", antialias=True)[0, 0].numpy()
    made = line[0, 0] @ resize.weights(old, new).T
    edge = int(np.ceil(2 * max(1, new / old))) + 1  # torch leaves the kernel's outside out instead
    assert np.abs(made - wanted)[:, edge:-edge].max() < 1e-5


def test_the_border_is_mirrored() -> None:
    line = np.random.default_rng(1).random(40)
    mirrored = np.concatenate([line[::-1], line, line[::-1]])
    inside = resize.weights(120, 30) @ mirrored
    assert np.allclose(resize.weights(40, 10) @ line, inside[10:20], atol=1e-6)


def test_grey_stays_grey_and_sizes_fit() -> None:
    grey = np.full((24, 36, 3), 77, np.uint8)
    assert (resize.downscale(grey, 4) == 77).all() and resize.downscale(grey, 4).shape == (6, 9, 3)
    assert (resize.upscale(grey, 2) == 77).all() and resize.upscale(grey, 2).shape == (48, 72, 3)
    assert resize.nearest(grey, 4).shape == (96, 144, 3)
    with pytest.raises(ValueError, match="do not divide"):
        resize.downscale(grey[:23], 4)
    assert resize.cut_to(grey[:23], 4).shape == (20, 36, 3)
