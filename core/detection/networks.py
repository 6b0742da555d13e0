"""The libraries' detectors without what they do before and after the network."""

from torch import Tensor, nn

from core.runtime import ultralytics_guard
from core.shared import yolo


class Yolo(nn.Module):
    """An ultralytics network up to its raw outputs; its tensors have the names they have in the file."""

    def __init__(self, architecture: str, classes: int = 80) -> None:
        super().__init__()
        whole = ultralytics_guard.network("detection", architecture, classes)
        self.model, self.keep = whole.model, set(whole.save)

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Map (B, 3, H, W) in 0..1 to distances (B, 64, n) and class logits (B, classes, n)."""
        head = self.model[-1]
        raw = head.forward_head(yolo.before_head(self.model, self.keep, x), head.cv2, head.cv3)
        return raw["boxes"], raw["scores"]


class Ssd(nn.Module):
    """A torchvision SSD up to its raw outputs; its tensors have the names they have in the file."""

    def __init__(self, name: str) -> None:
        super().__init__()
        from torchvision import models

        whole = models.get_model(name, weights=None, weights_backbone=None)
        self.backbone, self.head = whole.backbone, whole.head

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Map (B, 3, side, side) to moves (B, n, 4) and class logits (B, n, 91)."""
        raw = self.head(list(self.backbone(x).values()))
        return raw["bbox_regression"], raw["cls_logits"]
