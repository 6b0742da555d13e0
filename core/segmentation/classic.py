"""The ladder to networks: threshold, watershed, GrabCut, each on the same photo."""

import time
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.segmentation.regions import pieces

RUNGS = ("threshold", "watershed", "grabcut", "network")
SIDE = 480
"""longer side in pixels of what is worked on"""
APART = 0.03
"""middles of things that are nearer, as a share of the longer side, are one"""


@dataclass(frozen=True)
class Rung:
    """One method's answer: which piece each pixel belongs to (H, W), 0 for background; its time in ms."""

    pieces: NDArray[np.int32]
    ms: float
    level: int = 0


def small(rgb: NDArray, side: int = SIDE) -> NDArray:
    """Return a photo (H, W, 3) or a map (H, W) with a longer side of at most `side`."""
    import cv2

    scale = side / max(rgb.shape[:2])
    return rgb if scale >= 1 else cv2.resize(rgb, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)


def threshold(rgb: NDArray[np.uint8], level: int | None = None, dark: bool = False) -> Rung:
    """Keep what is brighter than a grey level 0..255, or with `dark` what is not; None: Otsu's (1979)."""
    import cv2

    started = time.perf_counter()
    grey = cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY)
    if level is None:
        level = int(cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)[0])
    mask = (grey <= level) if dark else (grey > level)
    return Rung(mask.astype(np.int32), _since(started), level)


def watershed(rgb: NDArray[np.uint8], mask: NDArray[np.bool_]) -> Rung:
    """Split a mask into things: flood from the middles of its parts, walls rise where the floods meet.

    Meyer's flooding on the photo, from the places that are farther from the background than all near them.
    """
    import cv2

    started = time.perf_counter()
    clean = cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_OPEN, np.ones((3, 3), np.uint8), iterations=2)
    distance = cv2.distanceTransform(clean, cv2.DIST_L2, 5)
    near = 2 * round(APART * max(clean.shape)) + 1
    peaks = (distance == cv2.dilate(distance, np.ones((near, near), np.uint8))) & (distance > near / 6)
    markers = pieces(cv2.dilate(peaks.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0)
    surely_not = cv2.dilate(clean, np.ones((3, 3), np.uint8), iterations=3) == 0
    background = markers.max() + 1
    flooded = np.where(surely_not, background, markers).astype(np.int32)
    cv2.watershed(np.ascontiguousarray(rgb[..., ::-1]), flooded)
    return Rung(np.where((flooded == background) | (flooded < 0), 0, flooded), _since(started))


def grabcut(rgb: NDArray[np.uint8], box: tuple[float, float, float, float], rounds: int = 4) -> Rung:
    """Cut out what is in a box xyxy, in shares of the sides (Rother et al., 2004).

    What is outside the box is background; two colour mixtures and a cheapest cut are found in turns.
    """
    import cv2

    started = time.perf_counter()
    h, w = rgb.shape[:2]
    x0, y0, x1, y1 = (round(v * n) for v, n in zip(box, (w, h, w, h), strict=True))
    mask, back, front = np.zeros((h, w), np.uint8), np.zeros((1, 65)), np.zeros((1, 65))
    cv2.setRNGSeed(0)
    rect = (max(x0, 1), max(y0, 1), max(2, min(x1, w - 1) - x0), max(2, min(y1, h - 1) - y0))
    cv2.grabCut(np.ascontiguousarray(rgb[..., ::-1]), mask, rect, back, front, rounds, cv2.GC_INIT_WITH_RECT)
    found = (mask == cv2.GC_FGD) | (mask == cv2.GC_PR_FGD)
    return Rung(found.astype(np.int32), _since(started))


def _since(started: float) -> float:
    return (time.perf_counter() - started) * 1e3
