"""Connected regions of a class, and what lies along their borders."""

import numpy as np
from numpy.typing import NDArray


def pieces(mask: NDArray[np.bool_], least: int = 1) -> NDArray[np.int32]:
    """Number the connected pieces of a mask (H, W) from the largest, 1; 0 elsewhere and below `least` pixels.

    Pixels that touch at a corner belong together.
    """
    import cv2

    count, numbered, stats, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8), connectivity=8)
    sizes = stats[1:, cv2.CC_STAT_AREA]
    order = np.argsort(-sizes, kind="stable")
    rank = np.zeros(count, np.int32)
    rank[order + 1] = np.where(sizes[order] >= least, np.arange(1, len(order) + 1), 0)
    return rank[numbered]


def borders(class_map: NDArray[np.integer]) -> NDArray[np.bool_]:
    """Return the pixels (H, W) whose right or lower neighbour has another class."""
    edge = np.zeros(class_map.shape, bool)
    edge[:, :-1] |= class_map[:, :-1] != class_map[:, 1:]
    edge[:-1] |= class_map[:-1] != class_map[1:]
    return edge


def inside(points: NDArray[np.floating], height: int, width: int) -> NDArray[np.bool_]:
    """Return the pixels (height, width) whose middle is inside a closed line of points xy (n, 2), even-odd.

    A scan line crosses the outline between the middles of its pixels (the rule of most polygon fillers).
    """
    mask = np.zeros((height, width), bool)
    if len(points) < 3:
        return mask
    a, b = points, np.roll(points, -1, 0)
    middles = np.arange(width) + 0.5
    for y in range(max(0, int(points[:, 1].min())), min(height, int(points[:, 1].max()) + 1)):
        crosses = (a[:, 1] > y + 0.5) != (b[:, 1] > y + 0.5)
        p, q = a[crosses], b[crosses]
        x = np.sort(p[:, 0] + (y + 0.5 - p[:, 1]) / (q[:, 1] - p[:, 1]) * (q[:, 0] - p[:, 0]))
        mask[y] = np.searchsorted(x, middles) % 2 == 1
    return mask
