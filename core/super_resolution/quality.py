"""How close an enlarged picture is to the true one: PSNR and SSIM of the luminance, as in papers."""

import numpy as np

LUMA = np.array([65.481, 128.553, 24.966]) / 255
"""shares of R, G, B in the luminance Y of ITU-R BT.601, which goes from 16 to 235"""
C1, C2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
"""keep SSIM's fractions from 0/0: the constants of the paper for numbers up to 255"""
SIGMA, REACH = 1.5, 5
"""of SSIM's Gaussian window, in pixels: 11×11, counted only where it lies inside"""


def luminance(rgb: np.ndarray) -> np.ndarray:
    """Return Y (..., H, W) float64 in 16..235 of pictures (..., H, W, 3) uint8, as MATLAB's rgb2ycbcr."""
    return 16 + np.asarray(rgb, np.float64) @ LUMA


def cropped(picture: np.ndarray, border: int) -> np.ndarray:
    """Return a picture (H, W, ...) without `border` pixels at every side."""
    return picture[border : picture.shape[0] - border, border : picture.shape[1] - border]


def psnr(truth: np.ndarray, other: np.ndarray, border: int) -> float:
    """Return the peak signal-to-noise ratio in dB of the luminance of (H, W, 3) uint8; inf where equal.

    `border` pixels are left out at every side: as many as the enlargement's factor, by custom.
    """
    gap = luminance(cropped(truth, border)) - luminance(cropped(other, border))
    with np.errstate(divide="ignore"):
        return float(-10 * np.log10((gap**2).mean() / 255**2))


def ssim(truth: np.ndarray, other: np.ndarray, border: int) -> float:
    """Return the structural similarity, at most 1, of the luminance of (H, W, 3) uint8 (Wang et al., 2004).

    Raises: ValueError if less than the window of 11×11 pixels is left within the border.
    """
    from scipy.ndimage import gaussian_filter

    x, y = (luminance(cropped(picture, border)) for picture in (truth, other))
    if min(x.shape) <= 2 * REACH:
        raise ValueError("the picture is smaller than SSIM's window")

    def mean(of: np.ndarray) -> np.ndarray:
        return gaussian_filter(of, SIGMA, truncate=3.5)[REACH:-REACH, REACH:-REACH]

    x_mean, y_mean = mean(x), mean(y)
    x_spread, y_spread = mean(x * x) - x_mean**2, mean(y * y) - y_mean**2
    together = mean(x * y) - x_mean * y_mean
    top = (2 * x_mean * y_mean + C1) * (2 * together + C2)
    bottom = (x_mean**2 + y_mean**2 + C1) * (x_spread + y_spread + C2)
    return float((top / bottom).mean())
