"""The libraries' detectors without what they do before and after the network."""

from torch import Tensor, nn

from core.runtime import ultralytics_guard


class Yolo(nn.Module):
    """An ultralytics network up to its raw outputs; its tensors have the names they have in the file."""

    def __init__(self, architecture: str, classes: int = 80) -> None:
        super().__init__()
        whole = ultralytics_guard.detection_model(architecture, classes)
        self.model, self.keep = whole.model, set(whole.save)

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Map (B, 3, H, W) in 0..1 to distances (B, 64, n) and class logits (B, classes, n)."""
        kept = []
        *body, head = self.model
        for layer in body:
            x = layer(_inputs(layer, x, kept))
            kept.append(x if layer.i in self.keep else None)
        raw = head.forward_head(_inputs(head, x, kept), head.cv2, head.cv3)
        return raw["boxes"], raw["scores"]


def _inputs(layer: nn.Module, last: Tensor, kept: list[Tensor | None]) -> Tensor | list[Tensor]:
    """Return what a layer takes: the last output, or earlier ones by their number."""
    if layer.f == -1:
        return last
    return kept[layer.f] if isinstance(layer.f, int) else [last if j == -1 else kept[j] for j in layer.f]


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
