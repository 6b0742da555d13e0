"""Large photos in tiles that overlap so far that no seam can be: the whole photo's result, piece by piece."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

SIDE = 256
"""pixels of a tile's side, overlap included"""
Predict = Callable[[np.ndarray], np.ndarray]


@dataclass(frozen=True)
class Span:
    """A tile along one side: it reads pixels `start` to `end` and answers for `first` to `last`."""

    start: int
    end: int
    first: int
    last: int


def spans(length: int, side: int, overlap: int) -> list[Span]:
    """Return tiles along `length`, all of one size, at most `side` pixels; they answer for every pixel once.

    Each one reads at least `overlap` pixels more than it answers for, except at the photo's own edges. They
    are as few as possible, and then as small as possible: what is read twice costs time.
    Raises: ValueError if a tile is all overlap.
    """
    if side <= 2 * overlap:
        raise ValueError(f"a tile of {side} pixels has no room within an overlap of {overlap}")
    if length <= side:
        return [Span(0, length, 0, length)]
    number = -(-(length - 2 * overlap) // (side - 2 * overlap))
    side = -(-(length + 2 * overlap * (number - 1)) // number)
    found, done, step = [], 0, side - 2 * overlap
    while done < length:
        start = min(len(found) * step, length - side)
        last = length if start + side == length else start + side - overlap
        found.append(Span(start, start + side, done, last))
        done = last
    return found


def pieces(rgb: np.ndarray, predict: Predict, scale: int, overlap: int, side: int = SIDE) -> Iterator[tuple]:
    """Enlarge a photo (H, W, 3) float32 in 0..1 tile by tile.

    `predict` maps (1, 3, h, w) to (1, 3, scale·h, scale·w). Gives (rows, columns, piece) a tile: slices
    of the large photo and what belongs there, (h, w, 3) uint8.
    """
    for down in spans(rgb.shape[0], side, overlap):
        for across in spans(rgb.shape[1], side, overlap):
            tile = rgb[down.start : down.end, across.start : across.end].transpose(2, 0, 1)[None]
            made = predict(np.ascontiguousarray(tile, np.float32))[0].transpose(1, 2, 0)
            rows = slice((down.first - down.start) * scale, (down.last - down.start) * scale)
            columns = slice((across.first - across.start) * scale, (across.last - across.start) * scale)
            piece = (made[rows, columns].clip(0, 1) * 255).round().astype(np.uint8)
            place = (
                slice(down.first * scale, down.last * scale),
                slice(across.first * scale, across.last * scale),
            )
            yield *place, piece


def count(height: int, width: int, overlap: int, side: int = SIDE) -> int:
    """Return how many tiles a photo takes."""
    return len(spans(height, side, overlap)) * len(spans(width, side, overlap))
