"""How long each way to find faces takes on one photo: from the photo in memory to its boxes, all warm."""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.faces import blazeface
from core.faces.methods import BATCH, Detector
from core.faces.sliding_window_detector import MOST_WINDOWS, Scan, windows

QUESTIONS = MOST_WINDOWS["transfer"]
"""windows at most: the same ones for every method that slides a window"""


@dataclass(frozen=True)
class Run:
    """One method on the photo: boxes (n, 4) in shares of it, places asked about, seconds."""

    method: str
    boxes: NDArray[np.float32]
    questions: int
    seconds: float


def race(
    rgb: NDArray[np.uint8],
    detectors: Mapping[str, Detector],
    least: float,
    step: int,
    border: float,
    votes: int,
    once: float | None,
) -> Iterator[tuple[float, tuple[Run, ...] | None]]:
    """Let the methods search one photo in turn; yield the share done, and at last what each found.

    `once` is the least score of BlazeFace, which looks once; None leaves it out. Every method has answered
    once before its clock runs; cutting windows out and merging hits count.
    """
    runs, many = [], len(detectors)
    for i, (method, detector) in enumerate(detectors.items()):
        for share, run in _timed(rgb, method, detector, (least, step), (border, votes)):
            yield (i + share) / many, None
            if run is not None:
                runs.append(run)
    if once is not None:
        seen, (h, w) = blazeface.look(rgb), rgb.shape[:2]
        boxes = np.float32(seen.above(once).xyxy / [w, h, w, h])
        runs.append(Run("blazeface", boxes, blazeface.PLACES, seen.whole_ms / 1e3))
    yield 1.0, tuple(runs)


def _timed(
    rgb: NDArray[np.uint8], method: str, detector: Detector, sizes: tuple, limits: tuple
) -> Iterator[tuple[float, Run | None]]:
    detector.scores(windows(rgb, *sizes, QUESTIONS).patches[:BATCH])
    started = time.perf_counter()
    found, scores = windows(rgb, *sizes, QUESTIONS), []
    seconds = time.perf_counter() - started
    for start in range(0, len(found.patches), BATCH):
        yield start / len(found.patches), None
        started = time.perf_counter()
        scores.append(detector.scores(found.patches[start : start + BATCH]))
        seconds += time.perf_counter() - started
    started = time.perf_counter()
    faces = Scan(found.boxes, np.concatenate(scores), found.sizes, seconds).faces(*limits)
    seconds += time.perf_counter() - started
    yield 1.0, Run(method, faces.boxes, len(found.boxes), seconds)
