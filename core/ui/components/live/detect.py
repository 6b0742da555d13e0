"""A live camera with boxes over its picture."""

from collections.abc import Iterable, Mapping

import numpy as np

from core.ui.components import packed
from core.ui.components.live.camera import Camera, mount

_mount = packed.component("live/detect", "boxes", "courier", "live/camera", "live/painting")


def detect(camera: Camera, words: Mapping[str, str]) -> None:
    """Draw the camera; its answers are made by `boxes`."""
    mount(_mount, camera, words)


def boxes(
    xyxy: np.ndarray,
    scores: np.ndarray,
    labels: Iterable[str],
    names: Iterable[str],
    wh: tuple[int, int],
    doubt: float = 0.0,
) -> dict[str, list]:
    """Return an answer: boxes (n, 4) in pixels of a picture of `wh`, with scores, labels and names.

    With a score below `doubt` they are doubtful.
    """
    shares = np.round(np.clip(xyxy / np.float32(wh * 2), 0, 1), 4).tolist()
    rows = zip(shares, scores.tolist(), labels, names, strict=True)
    return {
        "boxes": [
            {"box": box, "score": score, "kind": label, "name": name, "doubtful": score < doubt}
            for box, score, label, name in rows
        ]
    }
