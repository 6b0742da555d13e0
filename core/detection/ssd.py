"""Into and out of an SSD network: default boxes on feature maps, which the network moves and names."""

import math
from dataclasses import dataclass

import numpy as np

VARIANCE = (0.1, 0.1, 0.2, 0.2)
"""the network's numbers for x, y, width and height are divided by the inverse of these"""
LARGEST_LOG = math.log(1000 / 16)


@dataclass(frozen=True)
class Layout:
    """Where an SSD has its default boxes: picture side, side of each feature map, and the box shapes there.

    `steps` are pixels from one cell to the next, or None where the maps are spread evenly; `scales` are sides
    in shares of the picture, one more than maps; `ratios` the width to height of the long boxes of each map.
    """

    side: int
    maps: tuple[int, ...]
    scales: tuple[float, ...]
    ratios: tuple[tuple[int, ...], ...]
    steps: tuple[int, ...] | None
    mean: tuple[float, float, float]
    std: tuple[float, float, float]


SSD300 = Layout(
    300,
    (38, 19, 10, 5, 3, 1),
    (0.07, 0.15, 0.33, 0.51, 0.69, 0.87, 1.05),
    ((2,), (2, 3), (2, 3), (2, 3), (2,), (2,)),
    (8, 16, 32, 64, 100, 300),
    (0.48235, 0.45882, 0.40784),
    (1 / 255, 1 / 255, 1 / 255),
)
LAYERS = ("conv4_3", "conv7", "conv8_2", "conv9_2", "conv10_2", "conv11_2")
"""where SSD300's six maps come from: two from VGG-16's own layers, four from layers added behind it"""
SSDLITE320 = Layout(
    320,
    (20, 10, 5, 3, 2, 1),
    (0.2, 0.35, 0.5, 0.65, 0.8, 0.95, 1.0),
    ((2, 3),) * 6,
    None,
    (0.5, 0.5, 0.5),
    (0.5, 0.5, 0.5),
)
EVERYDAY320 = Layout(
    320,
    (40, 20, 10, 5, 3, 2),
    (0.05, 0.12, 0.26, 0.44, 0.62, 0.8, 0.98),
    ((2,), (2, 3), (2, 3), (2, 3), (2, 3), (2,)),
    None,
    (127 / 255,) * 3,
    (128 / 255,) * 3,
)
"""the bundled one's: a fine map for small things, colours as EfficientNet-Lite0 has them"""


def shapes(layout: Layout, level: int) -> np.ndarray:
    """Return width and height (k, 2), in shares of the picture, of the default boxes in a cell of a map."""
    s, following = layout.scales[level], layout.scales[level + 1]
    sides = [(s, s), (math.sqrt(s * following),) * 2]
    for ratio in layout.ratios[level]:
        long, short = s * math.sqrt(ratio), s / math.sqrt(ratio)
        sides += [(long, short), (short, long)]
    return np.clip(np.array(sides), 0, 1)


def default_boxes(layout: Layout, level: int) -> np.ndarray:
    """Return a map's default boxes (cells · k, 4), cell by cell: middle x, y, width, height in 0..1."""
    side = layout.maps[level]
    spread = layout.side / layout.steps[level] if layout.steps else side
    middle = (np.arange(side) + 0.5) / spread
    each = shapes(layout, level)
    y, x = np.meshgrid(middle, middle, indexing="ij")
    middles = np.repeat(np.stack([x.ravel(), y.ravel()], 1), len(each), 0)
    return np.hstack([middles, np.tile(each, (side * side, 1))]).astype(np.float32)


def every_box(layout: Layout) -> np.ndarray:
    """Return the default boxes (n, 4) of all maps, as `default_boxes`."""
    return np.concatenate([default_boxes(layout, level) for level in range(len(layout.maps))])


def view(rgb: np.ndarray, layout: Layout) -> np.ndarray:
    """Squeeze a photo (H, W, 3) uint8 into the square that the network wants: (1, 3, side, side)."""
    import cv2

    x = (rgb.astype(np.float32) / 255 - np.float32(layout.mean)) / np.float32(layout.std)
    return cv2.resize(x, (layout.side, layout.side)).transpose(2, 0, 1)[None].copy()


def decode(
    moves: np.ndarray, logits: np.ndarray, layout: Layout, floor: float, most: int = 400
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return boxes xyxy (m, 4) in shares of the picture, scores and classes (m,) above `floor`.

    `moves` (n, 4) say how each default box is moved and stretched, `logits` (n, 1 + classes) what is in it,
    class 0 for nothing. A box may be several things; of each class the best `most` count.
    """
    z = np.exp(logits - logits.max(1, keepdims=True))
    p = z / z.sum(1, keepdims=True)
    box, kind = np.nonzero(p[:, 1:] > floor)
    score = p[box, kind + 1]
    order = np.lexsort((-score, kind))
    box, kind, score = box[order], kind[order], score[order]
    rank = np.arange(len(kind)) - np.searchsorted(kind, kind)
    box, kind, score = (part[rank < most] for part in (box, kind, score))
    base, move = every_box(layout)[box], moves[box] * np.float32(VARIANCE)
    middle = base[:, :2] + move[:, :2] * base[:, 2:]
    half = base[:, 2:] * np.exp(np.minimum(move[:, 2:], LARGEST_LOG)) / 2
    return np.clip(np.hstack([middle - half, middle + half]), 0, 1), score, kind
