"""Holes filled without learning: by what lies along their edges, or by the most alike patches elsewhere."""

from collections.abc import Callable

import numpy as np

RADIUS = 3
"""pixels that OpenCV's two ways look around"""
PATCH, STEP = 9, 3
"""pixels of a patch's side, and between two patches that are compared"""
CANDIDATES = 4000
"""patches that are compared at most"""


def telea(rgb: np.ndarray, hole: np.ndarray) -> np.ndarray:
    """Return a photo (H, W, 3) uint8 with the hole (H, W) bool filled from its edge inwards (Telea, 2004)."""
    import cv2

    return cv2.inpaint(np.ascontiguousarray(rgb), hole.astype(np.uint8), RADIUS, cv2.INPAINT_TELEA)


def navier_stokes(rgb: np.ndarray, hole: np.ndarray) -> np.ndarray:
    """Return a photo with the hole filled as a fluid would carry brightness in (Bertalmío et al., 2001)."""
    import cv2

    return cv2.inpaint(np.ascontiguousarray(rgb), hole.astype(np.uint8), RADIUS, cv2.INPAINT_NS)


def nearest_patches(rgb: np.ndarray, hole: np.ndarray) -> np.ndarray:
    """Return a photo with the hole filled, from its edge inwards, by copies of the most alike patches.

    After Criminisi, Pérez & Toyama (2004), in the order of how much of a patch is known, without its lines of
    equal brightness. Where no patch of the photo is whole, the hole is filled as `telea` does.
    """
    reach = PATCH // 2
    photo = np.pad(rgb, ((reach, reach), (reach, reach), (0, 0)), mode="reflect").astype(np.float32)
    open_ = np.pad(hole.astype(bool), reach)
    whole = _whole_patches(photo, open_)
    if not len(whole):
        return telea(rgb, hole)
    flat = whole.reshape(len(whole), -1)  # sums of squares of whole numbers: float32 holds them exactly
    squares = (whole**2).sum(3).reshape(len(whole), -1)
    while open_.any():
        row, column = _next(open_)
        here = slice(row - reach, row + reach + 1), slice(column - reach, column + reach + 1)
        known = ~open_[here]
        # The squared gaps where something is known, without what they all have in common.
        alike = flat @ np.where(known[..., None], photo[here], 0).ravel()
        gaps = squares @ known.ravel().astype(np.float32) - 2 * alike
        best = whole[int(gaps.argmin())]
        photo[here] = np.where(known[..., None], photo[here], best)
        open_[here] = False
    height, width = hole.shape
    return photo[reach : reach + height, reach : reach + width].round().astype(np.uint8)


def _whole_patches(photo: np.ndarray, open_: np.ndarray) -> np.ndarray:
    """Return patches (N, PATCH, PATCH, 3) without a hole, evenly chosen, `CANDIDATES` at most."""
    windows = np.lib.stride_tricks.sliding_window_view
    known = ~windows(open_, (PATCH, PATCH))[::STEP, ::STEP].any((2, 3))
    rows, columns = np.nonzero(known)
    chosen = np.linspace(0, len(rows) - 1, min(len(rows), CANDIDATES)).astype(int) if len(rows) else []
    patches = windows(photo, (PATCH, PATCH), (0, 1))[::STEP, ::STEP]
    return patches[rows[chosen], columns[chosen]].transpose(0, 2, 3, 1)


def _next(open_: np.ndarray) -> tuple[int, int]:
    """Return the pixel of the hole round which most is known."""
    import cv2

    known = cv2.boxFilter((~open_).astype(np.float32), -1, (PATCH, PATCH), borderType=cv2.BORDER_CONSTANT)
    known[~open_] = -1
    return tuple(int(n) for n in np.unravel_index(known.argmax(), known.shape))


WAYS: dict[str, Callable[[np.ndarray, np.ndarray], np.ndarray]] = {
    "telea": telea,
    "navier_stokes": navier_stokes,
    "nearest_patches": nearest_patches,
}


def psnr_in(truth: np.ndarray, other: np.ndarray, hole: np.ndarray) -> float:
    """Return the PSNR in dB of photos (H, W, 3) uint8 inside the hole (H, W) bool only; inf where equal."""
    gap = (truth[hole].astype(np.float64) - other[hole]) ** 2
    with np.errstate(divide="ignore"):
        return float(-10 * np.log10(gap.mean() / 255**2))
