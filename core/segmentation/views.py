"""From a photo to what a network of pixels wants, and from its scores back to the photo."""

import numpy as np


def fit(rgb: np.ndarray, longest: int, multiple: int) -> tuple[np.ndarray, tuple[int, int]]:
    """Scale (H, W, 3) uint8 to a longer side of `longest` pixels, repeat the edges to whole multiples.

    Returns (1, 3, h, w) in 0..1 and the height and width of the part that is photo.
    """
    import cv2

    height, width = rgb.shape[:2]
    scale = longest / max(height, width)
    h, w = max(1, round(height * scale)), max(1, round(width * scale))
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    small = rgb if (h, w) == (height, width) else cv2.resize(rgb, (w, h), interpolation=method)
    padded = np.pad(small, ((0, -h % multiple), (0, -w % multiple), (0, 0)), mode="edge")
    return np.ascontiguousarray(padded.transpose(2, 0, 1)[None], np.float32) / 255, (h, w)


def back(
    scores: np.ndarray, inner: tuple[int, int], seen: tuple[int, int], height: int, width: int
) -> np.ndarray:
    """Return scores (C, h, w) of what was `seen`, of which `inner` is photo, as (C, height, width), bilinear.

    The scores may be fewer than the pixels seen, as those of networks that stop at an eighth of the size.
    """
    import cv2

    if scores.shape[1:] != seen:
        scores = np.stack([cv2.resize(plane, seen[::-1]) for plane in scores])
    h, w = inner
    if inner == (height, width):
        return scores[:, :h, :w]
    return np.stack([cv2.resize(np.ascontiguousarray(p[:h, :w]), (width, height)) for p in scores])
