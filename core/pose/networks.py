"""Ultralytics' pose network, without its pre- and post-processing."""

from torch import Tensor, nn

from core.runtime import ultralytics_guard
from core.shared import yolo


class YoloPose(nn.Module):
    """An ultralytics pose network up to its raw outputs."""

    def __init__(self, architecture: str) -> None:
        super().__init__()
        whole = ultralytics_guard.network("pose", architecture, 1)
        self.model, self.keep = whole.model, set(whole.save)

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Map (B, 3, H, W) in 0..1 to distances (B, 64, n), person logits (B, 1, n), joints (B, 51, n)."""
        head, maps = self.model[-1], yolo.before_head(self.model, self.keep, x)
        raw = head.forward_head(maps, head.cv2, head.cv3, head.cv4)
        return raw["boxes"], raw["scores"], raw["kpts"]
