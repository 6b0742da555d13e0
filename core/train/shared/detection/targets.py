"""What a detector should have said of a view: for each default box of the SSD and each cell of the YOLO."""

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torchvision.ops import box_convert, box_iou

from core.detection import ssd
from core.detection.everyday import LAYOUT
from core.shared import yolo

SIDE = LAYOUT.side
DEFAULT = torch.from_numpy(ssd.every_box(LAYOUT))
MIDDLES, STRIDE = (torch.from_numpy(part) for part in yolo.cells(SIDE, SIDE))
SIZES = torch.tensor([[0.0, 56.0], [40.0, 128.0], [96.0, 1e4]])
"""smallest and largest √area in pixels of the things that a grid has to find"""
CELLS = 9
"""cells of a grid that answer for a thing"""
GRIDS = [stride == STRIDE for stride in yolo.STRIDES]


@dataclass(frozen=True)
class Targets:
    """Of one view: which answers (m,) say something, of what class (m,), what numbers (m, 4)."""

    answers: Tensor
    ids: Tensor
    numbers: Tensor


NOTHING = Targets(torch.empty(0, dtype=torch.long), torch.empty(0, dtype=torch.long), torch.empty(0, 4))


def of_boxes(xyxy: np.ndarray, class_ids: np.ndarray) -> Targets:
    """Return what an SSD should say of a view with boxes (n, 4) in pixels: how its default boxes move."""
    if not len(class_ids):
        return NOTHING
    names, moves = match(torch.from_numpy(class_ids), torch.from_numpy(xyxy) / SIDE, DEFAULT)
    some = names.nonzero()[:, 0]
    return Targets(some, names[some] - 1, moves[some])


def of_cells(xyxy: np.ndarray, class_ids: np.ndarray) -> Targets:
    """Return what a YOLO should say of a view with boxes (n, 4) in pixels: each cell's box in pixels."""
    if not len(class_ids):
        return NOTHING
    truth = torch.from_numpy(xyxy)
    owner = answering(truth)
    some = (owner >= 0).nonzero()[:, 0]
    return Targets(some, torch.from_numpy(class_ids)[owner[some]], truth[owner[some]])


def match(class_ids: Tensor, xyxy: Tensor, default: Tensor) -> tuple[Tensor, Tensor]:
    """Return for each default box (n, 4) its class + 1, 0 for nothing, and how it would have to be moved."""
    overlap = box_iou(xyxy, box_convert(default, "cxcywh", "xyxy"))  # (truths, n)
    best, truth = overlap.max(0)
    first = overlap.argmax(1)  # each truth takes its best box, however poor
    best[first], truth[first] = 1.0, torch.arange(len(xyxy), device=xyxy.device)
    target = box_convert(xyxy[truth], "xyxy", "cxcywh")
    shift = (target[:, :2] - default[:, :2]) / default[:, 2:]
    stretch = (target[:, 2:] / default[:, 2:]).clamp(min=1e-4).log()
    move = torch.cat([shift, stretch], 1) / torch.tensor(ssd.VARIANCE, device=xyxy.device)
    return torch.where(best >= 0.5, class_ids[truth] + 1, 0), move


def answering(xyxy: Tensor) -> Tensor:
    """Return for each cell (2100,) which of the boxes (n, 4) it answers for, −1 for none.

    On each grid that a thing's size suits, the cells inside it that are nearest to its middle answer, or the
    nearest alone where none is inside. Where two want a cell, the smaller one has it.
    """
    sides = xyxy[:, 2:] - xyxy[:, :2]
    area = sides.prod(1)
    size = area.sqrt()[:, None]
    suits = ((size >= SIZES[:, 0]) & (size <= SIZES[:, 1])).tolist()
    gap = (MIDDLES - box_convert(xyxy, "xyxy", "cxcywh")[:, None, :2]).abs()  # (n, 2100, 2)
    distance = gap.square().sum(2)
    inside = (gap < sides[:, None] / 2).all(2)
    near = []
    for grid in GRIDS:
        found = distance[:, grid].topk(CELLS, largest=False).indices
        near.append(grid.nonzero()[found, 0])  # (n, CELLS), the nearest first
    owner = torch.full((len(STRIDE),), -1)
    for i in area.argsort(descending=True).tolist():
        for grid, cells in enumerate(near):
            if suits[i][grid]:
                own = cells[i][inside[i, cells[i]]]
                owner[own if len(own) else cells[i, :1]] = i
    return owner


KINDS = {
    "ssd": (of_boxes, len(DEFAULT), tuple(2 + 2 * len(ratios) for ratios in LAYOUT.ratios)),
    "yolo": (of_cells, len(STRIDE), (1, 1, 1)),
}
"""by kind of network: what it should say, how many answers it gives, how many a cell of each map"""
