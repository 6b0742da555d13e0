"""How close a picture is to the clean one: PSNR and SSIM."""

import numpy as np

C1, C2 = 0.01**2, 0.03**2
"""keep SSIM's fractions from 0/0: the constants of the paper for brightness in 0..1"""
SIGMA = 1.5
"""of the Gaussian window of SSIM, in pixels; cut off at 3.5 sigma: 11×11 pixels"""


def psnr(clean: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Return the peak signal-to-noise ratio in dB (N,) of images (N, H, W[, C]) in 0..1; inf where equal."""
    gaps = (np.asarray(clean, np.float64) - other) ** 2
    with np.errstate(divide="ignore"):
        return -10 * np.log10(gaps.reshape(len(gaps), -1).mean(1))


def ssim(clean: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Return the structural similarity (N,), at most 1, of images (N, H, W[, C]) in 0..1 (Wang et al., 2004).

    With the paper's Gaussian window; averaged over the places where the window lies inside, and over colours.
    """
    from scipy.ndimage import gaussian_filter

    x, y = np.asarray(clean, np.float64), np.asarray(other, np.float64)
    sigmas = (0, SIGMA, SIGMA, *(0,) * (x.ndim - 3))

    def mean(of: np.ndarray) -> np.ndarray:
        return gaussian_filter(of, sigmas, truncate=3.5)

    x_mean, y_mean = mean(x), mean(y)
    x_spread, y_spread = mean(x * x) - x_mean**2, mean(y * y) - y_mean**2
    together = mean(x * y) - x_mean * y_mean
    top = (2 * x_mean * y_mean + C1) * (2 * together + C2)
    bottom = (x_mean**2 + y_mean**2 + C1) * (x_spread + y_spread + C2)
    inside = (top / bottom)[:, 5:-5, 5:-5]
    return inside.reshape(len(x), -1).mean(1)
