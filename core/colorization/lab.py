"""Colours as lightness and two axes of colour: CIE L*a*b*, of sRGB under daylight (D65)."""

import numpy as np

TO_XYZ = np.array(
    [
        [0.412453, 0.357580, 0.180423],
        [0.212671, 0.715160, 0.072169],
        [0.019334, 0.119193, 0.950227],
    ]
)
"""linear sRGB to XYZ, ITU-R BT.709's primaries"""
WHITE = np.array([0.95047, 1.0, 1.08883])
"""XYZ of D65, seen at 2 degrees"""
EPSILON, KAPPA = 0.008856, 7.787
"""where the cube root gives way to a line, and its slope, as CIE rounded them"""


def to_lab(rgb: np.ndarray) -> np.ndarray:
    """Return L in 0..100, a and b in about −110..110 (..., 3) float32 of pixels (..., 3) uint8."""
    x = np.asarray(rgb, np.float32) / 255
    linear = np.where(x > 0.04045, ((x + 0.055) / 1.055) ** 2.4, x / 12.92)
    xyz = linear @ (TO_XYZ / WHITE[:, None]).T.astype(np.float32)
    f = np.where(xyz > EPSILON, np.cbrt(xyz), KAPPA * xyz + 16 / 116)
    fx, fy, fz = f[..., 0], f[..., 1], f[..., 2]
    return np.stack([116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)], -1).astype(np.float32)


def to_rgb(lab: np.ndarray) -> np.ndarray:
    """Return pixels (..., 3) uint8 of L, a, b (..., 3); colours that sRGB does not have are cut off."""
    lab = np.asarray(lab, np.float32)
    fy = (lab[..., 0] + 16) / 116
    f = np.stack([fy + lab[..., 1] / 500, fy, fy - lab[..., 2] / 200], -1)
    xyz = np.where(f > 0.2068966, f**3, (f - 16 / 116) / KAPPA)
    linear = xyz @ np.linalg.inv(TO_XYZ / WHITE[:, None]).T.astype(np.float32)
    linear = linear.clip(0, 1)
    x = np.where(linear > 0.0031308, 1.055 * linear ** (1 / 2.4) - 0.055, 12.92 * linear)
    return (x * 255).round().astype(np.uint8)


def difference(lab: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Return ΔE (CIE 1976) of colours (..., 3): about 2 can just be seen."""
    return np.sqrt(((np.asarray(lab, np.float64) - other) ** 2).sum(-1))


def psnr_ab(truth: np.ndarray, other: np.ndarray) -> float:
    """Return the PSNR in dB of the colours ab (..., 2) alone, their range taken as 255; inf where equal."""
    gap = ((np.asarray(truth, np.float64) - other) ** 2).mean()
    with np.errstate(divide="ignore"):
        return float(-10 * np.log10(gap / 255**2))


def colourfulness(rgb: np.ndarray) -> float:
    """Return how colourful a photo (H, W, 3) uint8 is: 0 for grey, 15 slightly, 60 quite, 110 extremely.

    Hasler & Süsstrunk (2003), M3: spread and mean of red − green and yellow − blue.
    """
    red, green, blue = np.moveaxis(np.asarray(rgb, np.float64), -1, 0)
    first, second = red - green, (red + green) / 2 - blue
    return float(np.hypot(first.std(), second.std()) + 0.3 * np.hypot(first.mean(), second.mean()))
