"""What every anchor of a YOLOv3 answers in every cell, before any threshold."""

from dataclasses import dataclass

import numpy as np

from core.detection import anchored
from core.runtime import engine

NUMBERS = 6
"""x, y, width, height, objectness and the best class's logit"""


@dataclass(frozen=True)
class Grid:
    """The answers on one grid of one look: three anchors a cell, and where the grid lies over the photo.

    A cell is `stride` pixels of the network and `cell` of the photo; the grid's corner is `left`, `top`, in
    the photo's pixels; `sizes` are the anchors' width and height (k, 2) there. `raw` (rows, columns, k,
    NUMBERS) are the network's own numbers, `classes` (rows, columns, k) the best class. `look` counts from 0.
    """

    look: int
    stride: int
    columns: int
    rows: int
    left: float
    top: float
    cell: float
    sizes: np.ndarray
    raw: np.ndarray
    classes: np.ndarray


@dataclass(frozen=True)
class Answer:
    """What one anchor says: box xyxy (4,) in the photo, score = objectness · chance of the best class."""

    xyxy: np.ndarray
    objectness: float
    chance: float
    class_id: int

    @property
    def score(self) -> float:
        """What the score threshold is compared with."""
        return self.objectness * self.chance


def ask(rgb: np.ndarray, model: str) -> tuple[Grid, ...]:
    """Return the grids of both looks at a photo (H, W, 3) uint8.

    Raises: WeightsUnavailable.
    """
    found = []
    for look, (side, longest) in enumerate(anchored.LOOKS):
        x, (scale, left, top) = anchored.view(rgb, side, longest)
        found += grids(engine.predictor(model)(x)[0], x.shape[2:], (scale, left, top), look)
    return tuple(found)


def grids(
    raw: np.ndarray, shape: tuple[int, int], view: tuple[float, int, int], look: int = 0
) -> tuple[Grid, ...]:
    """Sort a network's numbers (n, 5 + classes) for a picture of `shape` (height, width) into its grids."""
    found, at, (scale, left, top) = [], 0, view
    for stride, sizes in anchored.ANCHORS.items():
        rows, columns = (side // stride for side in shape)
        part = raw[at : at + rows * columns * len(sizes)]
        at += len(part)
        numbers = np.concatenate([part[:, :5], part[:, 5:].max(1, keepdims=True)], 1)
        place = (rows, columns, len(sizes))
        found.append(
            Grid(
                look,
                stride,
                columns,
                rows,
                -left / scale,
                -top / scale,
                stride / scale,
                np.float32(sizes) / scale,
                numbers.reshape(*place, NUMBERS),
                part[:, 5:].argmax(1).reshape(place),
            )
        )
    return tuple(found)


def empty(wh: tuple[int, int]) -> tuple[Grid, ...]:
    """Return the grids over a photo `wh` before any network has looked: nothing moves, no score."""
    rgb, found = np.zeros((wh[1], wh[0], 3), np.uint8), []
    for look, (side, longest) in enumerate(anchored.LOOKS):
        x, view = anchored.view(rgb, side, longest)
        raw = np.zeros((len(anchored.starts(*x.shape[2:])[0]), 6), np.float32)
        raw[:, 4:] = -80
        found += grids(raw, x.shape[2:], view, look)
    return tuple(found)


def cell(grid: Grid, column: int, row: int) -> tuple[Answer, ...]:
    """Return what the anchors of one cell answer."""
    corner, answers = np.array([grid.left + column * grid.cell, grid.top + row * grid.cell]), []
    for size, raw, class_id in zip(grid.sizes, grid.raw[row, column], grid.classes[row, column], strict=True):
        middle = corner + anchored.sigmoid(raw[:2]) * grid.cell
        half = size * np.exp(np.minimum(raw[2:4], anchored.LARGEST_LOG)) / 2
        objectness, chance = (float(anchored.sigmoid(v)) for v in raw[4:])
        answers.append(
            Answer(np.concatenate([middle - half, middle + half]), objectness, chance, int(class_id))
        )
    return tuple(answers)


def strongest(found: tuple[Grid, ...]) -> tuple[int, int, int, int]:
    """Return grid, column, row and anchor of the answer with the highest score."""
    scores = [anchored.sigmoid(g.raw[..., 4]) * anchored.sigmoid(g.raw[..., 5]) for g in found]
    level = int(np.argmax([s.max() for s in scores]))
    row, column, anchor = np.unravel_index(scores[level].argmax(), scores[level].shape)
    return level, int(column), int(row), int(anchor)


def place(text: str, found: tuple[Grid, ...]) -> str:
    """Return the "grid.column.row.anchor" of a link, or the strongest answer's if it makes no sense."""
    parts = [int(part) for part in text.split(".") if part.isdecimal() and len(part) < 4]
    if len(parts) == 4 and parts[0] < len(found):
        grid = found[parts[0]]
        if parts[1] < grid.columns and parts[2] < grid.rows and parts[3] < len(grid.sizes):
            return text
    return ".".join(map(str, strongest(found)))
