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


@dataclass(frozen=True)
class Targets:
    """Of one view: default boxes with something in them, and cells that answer for something.

    `box` (m,) are default boxes' numbers, `names` (m,) their classes, `moves` (m, 4) how they have to move;
    `cell` (p,) are cells' numbers, `ids` (p,) their classes and `xyxy` (p, 4) their boxes in pixels.
    """

    box: Tensor
    names: Tensor
    moves: Tensor
    cell: Tensor
    ids: Tensor
    xyxy: Tensor


def of(xyxy: np.ndarray, class_ids: np.ndarray) -> Targets:
    """Return the targets of a view with boxes (n, 4) in pixels and their classes (n,)."""
    truth, ids = torch.from_numpy(xyxy), torch.from_numpy(class_ids)
    if not len(ids):
        none, nowhere = torch.empty(0, dtype=torch.long), torch.empty(0, 4)
        return Targets(none, none, nowhere, none, none, nowhere)
    names, moves = match(ids, truth / SIDE, DEFAULT)
    box = names.nonzero()[:, 0]
    owner = answering(truth)
    cell = (owner >= 0).nonzero()[:, 0]
    return Targets(box, names[box] - 1, moves[box], cell, ids[owner[cell]], truth[owner[cell]])


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
    level = STRIDE.log2().long() - 3  # (2100,)
    suits = ((size >= SIZES[:, 0]) & (size <= SIZES[:, 1]))[:, level]
    gap = (MIDDLES - box_convert(xyxy, "xyxy", "cxcywh")[:, None, :2]).abs()  # (n, 2100, 2)
    distance = gap.square().sum(2)
    inside = (gap < sides[:, None] / 2).all(2)
    owner = torch.full((len(STRIDE),), -1)
    for i in area.argsort(descending=True).tolist():
        for grid in range(len(SIZES)):
            open_to = suits[i] & (level == grid)
            if not open_to.any():
                continue
            near = distance[i].masked_fill(~open_to, torch.inf).topk(CELLS, largest=False).indices
            near = near[inside[i, near]] if inside[i, near[0]] else near[:1]
            owner[near] = i
    return owner
