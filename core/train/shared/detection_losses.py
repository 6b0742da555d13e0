"""What a detector is told of its mistakes: the loss of a YOLO and that of an SSD."""

from dataclasses import replace
from functools import cache
from itertools import accumulate
from types import SimpleNamespace

import torch
from torch import Tensor
from torch.nn import functional as F
from torchvision.ops import box_convert, box_iou

from core.detection import ssd
from core.detection.everyday import LAYOUT, EverydaySsd, EverydayYolo
from core.runtime import ultralytics_guard
from core.shared import yolo


class YoloLoss:
    """Task-aligned assignment, CIoU, distribution focal loss and BCE: ultralytics' own, on our network."""

    def __init__(self, network: EverydayYolo, classes: int) -> None:
        ultralytics_guard.network("detection", "yolo11n.yaml", 1)  # imports what the next line needs
        loss = ultralytics_guard.load().utils.loss.v8DetectionLoss
        head = SimpleNamespace(stride=torch.tensor(yolo.PYRAMID).float(), nc=classes, reg_max=yolo.BINS, no=0)
        gains = SimpleNamespace(box=7.5, cls=1.0, dfl=1.5)
        self.loss = loss(SimpleNamespace(parameters=network.parameters, args=gains, model=[head]))

    def __call__(self, network: EverydayYolo, pictures: Tensor, boxes: Tensor) -> Tensor:
        """Return the mean loss of a batch."""
        side = pictures.shape[-1]
        distances, logits = network(pictures.float() / 255)
        maps = [torch.empty(1, 1, -(-side // s), -(-side // s), device=pictures.device) for s in yolo.PYRAMID]
        batch = {
            "batch_idx": boxes[:, 0],
            "cls": boxes[:, 1],
            "bboxes": box_convert(boxes[:, 2:] / side, "xyxy", "cxcywh"),
        }
        found = {"boxes": distances.float(), "scores": logits.float(), "feats": maps}
        return self.loss.get_assigned_targets_and_loss(found, batch)[1].sum()


@cache
def default_boxes(side: int) -> Tensor:
    """Return the default boxes (n, 4) over square scenes of a side in pixels, as `ssd.every_box`."""
    maps = list(accumulate(LAYOUT.maps[1:], lambda side, _: (side + 1) // 2, initial=side // 16))
    return torch.from_numpy(ssd.every_box(replace(LAYOUT, side=side, maps=tuple(maps))))


class SsdLoss:
    """Default boxes with IoU ≥ 0.5 are moved (smooth L1) and named, 3 empty ones with each (Liu, 2016)."""

    def __init__(self, network: EverydaySsd, classes: int) -> None:
        device = next(network.parameters()).device
        self.mean, self.std = (
            torch.tensor(v, device=device).view(1, 3, 1, 1) for v in (LAYOUT.mean, LAYOUT.std)
        )

    def __call__(self, network: EverydaySsd, pictures: Tensor, boxes: Tensor) -> Tensor:
        """Return the mean loss of a batch."""
        moves, logits = network((pictures.float() / 255 - self.mean) / self.std)
        moves, logits = moves.float(), logits.float()
        default = default_boxes(pictures.shape[-1]).to(logits.device)
        names = torch.zeros(logits.shape[:2], dtype=torch.long, device=logits.device)
        wanted = torch.zeros_like(moves)
        for i in range(len(pictures)):
            mine = boxes[boxes[:, 0] == i]
            if len(mine):
                names[i], wanted[i] = match(mine[:, 1].long(), mine[:, 2:] / pictures.shape[-1], default)
        matched = names > 0
        count = matched.sum().clamp(min=1)
        place = F.smooth_l1_loss(moves[matched], wanted[matched], reduction="sum") / count
        each = F.cross_entropy(logits.flatten(0, 1), names.flatten(), reduction="none").view_as(names)
        empty = each.detach().masked_fill(matched, -1)
        rank = empty.argsort(1, descending=True).argsort(1)
        hard = (rank < 3 * matched.sum(1, keepdim=True).clamp(min=1)) & ~matched
        return place + (each[matched].sum() + each[hard].sum()) / count


def match(class_ids: Tensor, xyxy: Tensor, default: Tensor) -> tuple[Tensor, Tensor]:
    """Return for each default box (n, 4) its class, 0 for nothing, and how it would have to be moved."""
    overlap = box_iou(xyxy, box_convert(default, "cxcywh", "xyxy"))  # (truths, n)
    best, truth = overlap.max(0)
    first = overlap.argmax(1)  # each truth takes its best box, however poor
    best[first], truth[first] = 1.0, torch.arange(len(xyxy), device=xyxy.device)
    target = box_convert(xyxy[truth], "xyxy", "cxcywh")
    shift = (target[:, :2] - default[:, :2]) / default[:, 2:]
    stretch = (target[:, 2:] / default[:, 2:]).clamp(min=1e-4).log()
    move = torch.cat([shift, stretch], 1) / torch.tensor(ssd.VARIANCE, device=xyxy.device)
    return torch.where(best >= 0.5, class_ids[truth] + 1, 0), move
