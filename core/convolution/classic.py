"""Features that people designed before networks learnt them: Sobel, Canny, Harris, SIFT, ORB.

SURF is not here: OpenCV left it out of its standard build, as it was patented.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from core.convolution.kernels import build
from core.convolution.sliding import Sliding, convolve, padded

METHODS = ("sobel", "canny", "harris", "keypoints")
DETECTORS = ("sift", "orb")
AT_MOST = 400
"""key points kept, the strongest"""
NEAR_PX = 3.0
"""a match is right if it lies at most this far from where the turn took the point"""
ANGLES = tuple(range(0, 181, 15))
_REFLECTED = Sliding(3, 1, "reflect")

Grey = NDArray[np.uint8]


def gradient(grey: Grey) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return magnitude and angle of the brightness's slope, by Sobel on a mirrored edge; (H, W) each.

    The angle points to where it gets brighter: 0° right, 90° down (y grows downwards), within ±180°.
    """
    x = convolve(grey, build("sobel_x"), _REFLECTED)
    y = convolve(grey, build("sobel_y"), _REFLECTED)
    return np.hypot(x, y), np.degrees(np.arctan2(y, x))


def canny(grey: Grey, low: int, high: int) -> Grey:
    """Return 255 on edges, else 0 (Canny, 1986): above `high`, or above `low` and joined to such a one."""
    return cv2.Canny(grey, low, high)


def harris(grey: Grey, k: float = 0.04, block: int = 2) -> NDArray[np.float64]:
    """Return det M − k·(trace M)² of each pixel (Harris & Stephens, 1988): > 0 corner, < 0 edge, ≈ 0 plain.

    M sums the products of the slopes over block×block pixels; scaled as `cv2.cornerHarris` with a 3×3 Sobel.
    """
    scale = 1 / (4 * block * 255)
    edge = padded(grey.astype(np.float64), _REFLECTED)
    x, y = (convolve(edge, build(name), Sliding(3)) * scale for name in ("sobel_x", "sobel_y"))
    how = Sliding(block, 1, "zero", 0)
    before, after = block // 2, (block - 1) // 2
    ones = np.ones((block, block))

    def around(product: NDArray[np.float64]) -> NDArray[np.float64]:
        return convolve(np.pad(product, ((before, after),) * 2, mode="reflect"), ones, how)

    xx, yy, xy = around(x * x), around(y * y), around(x * y)
    return xx * yy - xy * xy - k * (xx + yy) ** 2


def corners(response: NDArray[np.float64], share: float = 0.01, apart: int = 3) -> NDArray[np.int64]:
    """Return (N, 2) x, y of local maxima above `share` of the strongest response, strongest first."""
    wide = cv2.dilate(response.astype(np.float32), np.ones((2 * apart + 1, 2 * apart + 1), np.uint8))
    found = (response.astype(np.float32) == wide) & (response > share * max(response.max(), 0))
    y, x = np.nonzero(found & (response > 0))
    order = np.argsort(-response[y, x], kind="stable")[:AT_MOST]
    return np.stack([x[order], y[order]], 1)


@dataclass(frozen=True)
class Matches:
    """Key points of a photo, of its turned and scaled copy, and which belong together.

    `points` (N, 2) and `turned_points` (M, 2) x, y; `pairs` (P, 2) indices into them; `right` (P,) whether a
    pair lies where the turn took it; `copy` the turned picture; `sizes` and `angles` (N,) of `points`.
    """

    points: NDArray[np.float32]
    turned_points: NDArray[np.float32]
    sizes: NDArray[np.float32]
    angles: NDArray[np.float32]
    pairs: NDArray[np.int64]
    right: NDArray[np.bool_]
    copy: Grey

    @property
    def survival(self) -> float:
        """The share of the photo's key points that were found again, at the right place; 0..1."""
        return float(self.right.sum() / max(1, len(self.points)))


def match(grey: Grey, detector: str, angle: float, scale: float) -> Matches:
    """Match a photo with a copy turned by `angle` degrees (anticlockwise) and scaled by `scale`.

    A pair counts if its second-best is clearly worse (Lowe's ratio 0.75). Raises: KeyError for a detector.
    """
    found = _detect(grey, detector)
    return _match(grey, found, detector, angle, scale)


def survival(grey: Grey, detector: str, scale: float, angles: Sequence[int] = ANGLES) -> list[float]:
    """Return the share of key points that survive each turn."""
    found = _detect(grey, detector)
    return [_match(grey, found, detector, angle, scale).survival for angle in angles]


def turn(grey: Grey, angle: float, scale: float) -> tuple[Grey, NDArray[np.float64]]:
    """Return the turned, scaled picture, all of it on its canvas, and the (2, 3) map of its pixels."""
    height, width = grey.shape
    to = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), angle, scale)
    cos, sin = abs(to[0, 0]), abs(to[0, 1])
    size = int(np.ceil(width * cos + height * sin)), int(np.ceil(width * sin + height * cos))
    to[:, 2] += (np.array(size) - 1) / 2 - np.array([width - 1, height - 1]) / 2
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    return cv2.warpAffine(grey, to, size, flags=method), to


def _detect(grey: Grey, detector: str) -> tuple:
    make = {"sift": cv2.SIFT_create, "orb": cv2.ORB_create}[detector]
    found, described = make(nfeatures=AT_MOST).detectAndCompute(grey, None)
    return found, described


def _match(grey: Grey, found: tuple, detector: str, angle: float, scale: float) -> Matches:
    copy, to = turn(grey, angle, scale)
    points, described = found
    turned, turned_described = _detect(copy, detector)
    a, b = (np.array([p.pt for p in ps], np.float32).reshape(-1, 2) for ps in (points, turned))
    pairs = np.zeros((0, 2), np.int64)
    if described is not None and turned_described is not None and len(turned) > 1:
        matcher = cv2.BFMatcher(cv2.NORM_L2 if detector == "sift" else cv2.NORM_HAMMING)
        best = matcher.knnMatch(described, turned_described, k=2)
        clear = [two[0] for two in best if len(two) == 2 and two[0].distance < 0.75 * two[1].distance]
        pairs = np.array([(m.queryIdx, m.trainIdx) for m in clear], np.int64).reshape(-1, 2)
    expected = a[pairs[:, 0]] @ to[:, :2].T + to[:, 2]
    right = np.linalg.norm(expected - b[pairs[:, 1]], axis=1) <= NEAR_PX * max(1.0, scale)
    sizes, angles = (np.array([getattr(p, name) for p in points], np.float32) for name in ("size", "angle"))
    return Matches(a, b, sizes, angles, pairs, right, copy)
