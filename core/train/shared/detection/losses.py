"""What a detector is told of its mistakes: the loss of a YOLO and that of an SSD.

`counted` (B, classes) says what a view without a box shows none of: another class is not held against a
network there.
"""

import torch
from torch import Tensor
from torch.nn import functional as F
from torchvision.ops import complete_box_iou_loss

from core.shared import yolo

EMPTY_A_MATCH = 3
"""default boxes without a thing that count beside each with one"""
BOX, SPREAD = 2.0, 0.5
"""weights of the YOLO's boxes and of their distributions beside its names"""


def yolo_loss(
    found: tuple[Tensor, Tensor],
    cells: tuple[Tensor, Tensor],
    wanted: tuple[Tensor, Tensor],
    weight: Tensor,
    counted: Tensor,
) -> Tensor:
    """Return the mean loss of cells: quality focal loss, CIoU, distribution focal loss (Li et al., 2020).

    `found` are distances (B, 64, n) and logits (B, classes, n); `cells` middles (B, n, 2) and strides (B, n);
    `wanted` classes (B, n), −1 for nothing, and boxes (B, n, 4) in pixels; `weight` (B, n) of how many cells
    each is an example.
    """
    distances, logits = (part.float().transpose(1, 2) for part in found)
    (middles, strides), (ids, xyxy) = cells, wanted
    own = ids >= 0
    spread = distances[own].unflatten(1, (4, yolo.BINS))  # (p, 4, BINS)
    stride = strides[own][:, None]
    ltrb = (spread.softmax(2) * torch.arange(yolo.BINS, device=spread.device)).sum(2) * stride
    boxes = torch.cat([middles[own] - ltrb[:, :2], middles[own] + ltrb[:, 2:]], 1)
    good = box_iou_pairs(boxes.detach(), xyxy[own]).clamp(min=0.1)
    aim = torch.zeros_like(logits)
    aim[(*own.nonzero(as_tuple=True), ids[own])] = good
    gap = (aim - logits.detach().sigmoid()).square()
    each = F.binary_cross_entropy_with_logits(logits, aim, reduction="none") * gap * counted[:, None]
    total = good.sum().clamp(min=1)
    names = (each * weight[..., None]).sum() / total
    place = (complete_box_iou_loss(boxes, xyxy[own]) * good).sum() / total
    to = torch.cat([middles[own] - xyxy[own][:, :2], xyxy[own][:, 2:] - middles[own]], 1) / stride
    to = to.clamp(0, yolo.BINS - 1.01)
    low = to.floor()
    both = spread.log_softmax(2)
    below, above = (both.gather(2, n.long()[..., None])[..., 0] for n in (low, low + 1))
    edges = -(below * (low + 1 - to) + above * (to - low)).mean(1)
    return names + BOX * place + SPREAD * (edges * good).sum() / total


def box_iou_pairs(a: Tensor, b: Tensor) -> Tensor:
    """Return the IoU (n,) of each box of `a` (n, 4) with that of `b` in the same place."""
    size = (torch.minimum(a[:, 2:], b[:, 2:]) - torch.maximum(a[:, :2], b[:, :2])).clamp(min=0)
    both = size.prod(1)
    areas = [(box[:, 2:] - box[:, :2]).clamp(min=0).prod(1) for box in (a, b)]
    return both / (areas[0] + areas[1] - both + 1e-9)


def ssd_loss(found: tuple[Tensor, Tensor], wanted: tuple[Tensor, Tensor], counted: Tensor) -> Tensor:
    """Return the mean loss of default boxes: Huber where they lie, cross-entropy what they show (Liu, 2016).

    Of those with nothing in them the hardest count, three to each that has something. `found` are moves
    (B, n, 4) and logits (B, n, 1 + classes), `wanted` classes (B, n), −1 for nothing, and moves (B, n, 4).
    """
    (moves, logits), (ids, aim) = found, wanted
    matched = ids >= 0
    count = matched.sum().clamp(min=1)
    place = F.smooth_l1_loss(moves[matched].float(), aim[matched], reduction="sum") / count
    open_to = F.pad(counted, (1, 0), value=True)[:, None]
    logits = logits.float().masked_fill(~open_to, -1e4)
    each = F.cross_entropy(logits.flatten(0, 1), ids.flatten() + 1, reduction="none").view_as(ids)
    empty = each.detach().masked_fill(matched, -1)
    most = (EMPTY_A_MATCH * matched.sum(1)).clamp(min=EMPTY_A_MATCH, max=ids.shape[1])
    least = empty.topk(int(most.max()), 1).values.gather(1, most[:, None] - 1)
    hard = (empty >= least) & ~matched
    return place + (each[matched].sum() + each[hard].sum()) / count
