import numpy as np
import pytest

from core.denoising import filters, noise, quality


@pytest.mark.parametrize("shape", [(4, 28, 28), (2, 40, 33), (2, 32, 40, 3)])
def test_psnr_and_ssim_are_those_of_scikit_image(shape: tuple[int, ...]) -> None:
    from skimage.metrics import peak_signal_noise_ratio, structural_similarity

    rng = np.random.default_rng(0)
    clean = rng.random(shape)
    other = np.clip(clean + rng.normal(0, 0.2, shape), 0, 1)
    how = {"data_range": 1, "gaussian_weights": True, "use_sample_covariance": False}
    how |= {"channel_axis": -1} if len(shape) == 4 else {}
    theirs = [structural_similarity(x, y, **how) for x, y in zip(clean, other, strict=True)]
    assert quality.ssim(clean, other) == pytest.approx(theirs, abs=1e-9)
    theirs = [peak_signal_noise_ratio(x, y, data_range=1) for x, y in zip(clean, other, strict=True)]
    assert quality.psnr(clean, other) == pytest.approx(theirs, abs=1e-9)


def test_equal_pictures_have_endless_psnr_and_ssim_1() -> None:
    picture = np.random.default_rng(0).random((1, 28, 28))
    assert np.isinf(quality.psnr(picture, picture)).all()
    assert quality.ssim(picture, picture) == pytest.approx([1])


@pytest.mark.parametrize("name", filters.FILTERS)
def test_each_filter_improves_a_noisy_picture_at_its_best_setting(name: str) -> None:
    y, x = np.mgrid[-1:1:28j, -1:1:28j]
    clean = ((x * x + y * y) < 0.5).astype(np.float32)[None] * 0.8
    noisy = noise.add(clean, "gaussian", 0.2, seed=0)
    best = filters.best(name, noisy, clean)
    assert best.psnr[0] > quality.psnr(clean, noisy)[0] + 2
    make, settings = filters.FILTERS[name]
    scores = [quality.psnr(clean, make(noisy, setting))[0] for setting in settings]
    assert best.psnr[0] == pytest.approx(max(scores), abs=0.05)
    assert settings.index(best.setting) == int(np.argmax(scores))
    assert best.images.shape == clean.shape and best.images.min() >= 0 and best.images.max() <= 1


def test_median_is_that_of_numpy() -> None:
    noisy = np.random.default_rng(0).integers(0, 256, (1, 28, 28)) / 255
    windows = np.lib.stride_tricks.sliding_window_view(noisy[0], (3, 3))
    inside = filters.median(noisy, 3)[0, 1:-1, 1:-1]
    assert np.allclose(inside, np.median(windows, (2, 3)), atol=1e-6)
