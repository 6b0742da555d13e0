"""A short video made from a photo: something to try without a file."""

import numpy as np

from core.media import video

FRAMES, RATE = 36, 12
WH = (640, 480)


def glide(rgb: np.ndarray) -> bytes:
    """Return an MP4 file, as if a camera moved over a photo (H, W, 3)."""
    import cv2

    h, w = rgb.shape[:2]
    out_w, out_h = WH
    writer = video.Writer(RATE, WH)
    for i in range(FRAMES):
        t = i / (FRAMES - 1)
        share = 0.95 - 0.3 * np.sin(np.pi * t)  # nearer, and back
        cut_w = min(w, h * out_w / out_h) * share
        cut_h = cut_w * out_h / out_w
        left, top = (w - cut_w) * t, (h - cut_h) * (0.5 - 0.35 * np.cos(np.pi * t))
        turn = np.float32(
            [[out_w / cut_w, 0, -left * out_w / cut_w], [0, out_h / cut_h, -top * out_h / cut_h]]
        )
        writer.add(cv2.warpAffine(rgb, turn, WH, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT))
    return writer.finish()
