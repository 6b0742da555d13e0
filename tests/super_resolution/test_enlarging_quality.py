"""PSNR and SSIM are scikit-image's, on the luminance, without the border."""

import numpy as np
import pytest
from skimage import color, metrics

from core.super_resolution import quality


def pair() -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(0)
    truth = rng.integers(0, 256, (40, 50, 3), dtype=np.uint8)
    return truth, np.clip(truth + rng.normal(0, 20, truth.shape), 0, 255).astype(np.uint8)


def test_the_luminance_is_that_of_bt_601() -> None:
    truth, _ = pair()
    assert np.allclose(quality.luminance(truth), color.rgb2ycbcr(truth)[..., 0])


def test_both_agree_with_scikit_image() -> None:
    truth, other = pair()
    a, b = (quality.luminance(x)[4:-4, 4:-4] for x in (truth, other))
    assert quality.psnr(truth, other, 4) == pytest.approx(
        metrics.peak_signal_noise_ratio(a, b, data_range=255)
    )
    wanted = metrics.structural_similarity(
        a, b, data_range=255, gaussian_weights=True, sigma=1.5, use_sample_covariance=False
    )
    assert quality.ssim(truth, other, 4) == pytest.approx(wanted, abs=1e-6)


def test_the_border_does_not_count() -> None:
    truth, _ = pair()
    spoilt = truth.copy()
    spoilt[:2] = 0
    assert quality.psnr(truth, spoilt, 2) == np.inf
    assert quality.ssim(truth, spoilt, 2) == pytest.approx(1)
    with pytest.raises(ValueError, match="window"):
        quality.ssim(truth[:14], spoilt[:14], 2)
