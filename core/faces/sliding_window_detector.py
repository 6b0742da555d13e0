"""A window of many sizes slides over a photo and asks a detector each time; its hits are merged."""

import time
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from core.faces.methods import BATCH, SIDE, Detector, Patches
from core.media import samples
from core.shared.boxes import iou

WORK_PX = 400
"""longest side of the copy that is searched"""
GROWTH = 1.25
"""from one size of the window to the next"""
MOST_WINDOWS = {"hog": 6000, "cnn": 6000, "transfer": 1500}
"""windows of one photo, by method: the frozen network takes some ten times as long for each"""
MOST_HITS = 800
OVERLAP = 0.3
"""intersection over union from which two hits mean the same face"""
NO_FACES = ("brick", "gravel", "china", "flower", "rocket", "clock", "coins")
"""samples to learn from false alarms on"""
LOOKED_AT, LEARNT = 1000, 150
"""windows of these samples that are tried, and at most so many of them learnt"""


@dataclass(frozen=True)
class Windows:
    """All places of the window: pixels (N, 25, 25), `boxes` (N, 4) as x0 y0 x1 y1 in shares of the photo."""

    patches: Patches
    boxes: NDArray[np.float32]
    sizes: int


@dataclass(frozen=True)
class Faces:
    """What is left: `boxes` (K, 4) as in Windows, best first, their `scores`, and the hits merged in each."""

    boxes: NDArray[np.float32]
    scores: NDArray[np.float64]
    votes: NDArray[np.int64]


@dataclass(frozen=True)
class Scan:
    """The score of every window (N,), where it lay (N, 4), and the seconds it all took."""

    boxes: NDArray[np.float32]
    scores: NDArray[np.float64]
    sizes: int
    seconds: float

    def hits(self, border: float) -> NDArray[np.int64]:
        """Return the windows above a border, best first, at most MOST_HITS."""
        return np.argsort(-self.scores)[: min(MOST_HITS, int((self.scores > border).sum()))]

    def faces(self, border: float, votes: int) -> Faces:
        """Return merged hits in each of which at least `votes` windows agree."""
        hits = self.hits(border)
        merged = merge(self.boxes[hits], self.scores[hits])
        enough = merged.votes >= votes
        return Faces(merged.boxes[enough], merged.scores[enough], merged.votes[enough])


def windows(rgb: NDArray[np.uint8], least: float, step: int, most: int) -> Windows:
    """Cut a photo (H, W, 3) into windows, the smallest with `least` of its shorter side.

    `step` is in 25ths of a window's side; it grows where there are more than `most` windows.
    """
    photo = Image.fromarray(rgb).convert("L")
    photo.thumbnail((WORK_PX, WORK_PX))
    while True:
        found = [_level(photo, side, step) for side in _sides(min(photo.size), least)]
        if sum(len(boxes) for _, boxes in found) <= most:
            pixels, boxes = (np.concatenate(parts) for parts in zip(*found, strict=True))
            return Windows(pixels, boxes / np.float32([*photo.size, *photo.size]), len(found))
        step += 1


def _sides(shorter: int, least: float) -> list[float]:
    sides = [max(shorter * least, 8.0)]
    while sides[-1] * GROWTH <= shorter:
        sides.append(sides[-1] * GROWTH)
    return sides


def _level(photo: Image.Image, side: float, step: int) -> tuple[Patches, NDArray[np.float32]]:
    """Return all windows of one size; the photo is shrunk so that they have 25 pixels."""
    width, height = (max(SIDE, round(n * SIDE / side)) for n in photo.size)
    small = np.asarray(photo.resize((width, height), Image.Resampling.BILINEAR), np.float32) / 255
    cut = np.lib.stride_tricks.sliding_window_view(small, (SIDE, SIDE))[::step, ::step]
    down, across = np.mgrid[: cut.shape[0], : cut.shape[1]].reshape(2, -1) * step
    corners = np.stack([across, down, across + SIDE, down + SIDE], 1).astype(np.float32)
    scale = np.float32([photo.width / width, photo.height / height] * 2)
    return cut.reshape(-1, SIDE, SIDE), corners * scale


def scan(
    rgb: NDArray[np.uint8], detector: Detector, least: float, step: int
) -> Iterator[tuple[float, Scan | None]]:
    """Ask the detector about every window, some at a time; yield the share done, and at last everything."""
    found, scores, spent = windows(rgb, least, step, MOST_WINDOWS[detector.method]), [], 0.0
    for start in range(0, len(found.patches), BATCH):
        yield start / len(found.patches), None
        began = time.perf_counter()
        scores.append(detector.scores(found.patches[start : start + BATCH]))
        spent += time.perf_counter() - began
    yield 1.0, Scan(found.boxes, np.concatenate(scores), found.sizes, spent)


def merge(boxes: NDArray[np.floating], scores: NDArray[np.floating]) -> Faces:
    """Keep the best of (N, 4) boxes, count those that overlap it as its votes, and go on with the rest."""
    left, kept, votes = np.argsort(-scores), [], []
    while len(left):
        near = iou(boxes[left[:1]], boxes[left])[0] > OVERLAP
        near[0] = True
        kept.append(left[0])
        votes.append(int(near.sum()))
        left = left[~near]
    return Faces(boxes[kept].reshape(-1, 4), scores[kept], np.array(votes, np.int64))


def false_alarms(detector: Detector, seed: int) -> Iterator[tuple[float, Patches | None]]:
    """Look for faces where there are none; yield the share done, at last the worst mistakes (n, 25, 25)."""
    every = np.concatenate([windows(samples.load(name), 0.15, 6, LOOKED_AT).patches for name in NO_FACES])
    some = every[np.random.default_rng(seed).permutation(len(every))[:LOOKED_AT]]
    scores = []
    for start in range(0, len(some), BATCH):
        yield start / len(some), None
        scores.append(detector.scores(some[start : start + BATCH]))
    scores = np.concatenate(scores)
    wrong = np.argsort(-scores)[: min(LEARNT, int((scores > 0).sum()))]
    yield 1.0, some[wrong]
