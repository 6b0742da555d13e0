"""The libraries' networks of pixels, instances and poses without what they do before and after."""

import torch
from torch import Tensor, nn

from core.runtime import ultralytics_guard
from core.shared import yolo


class Semantic(nn.Module):
    """A torchvision network for semantic segmentation; its tensors have the names they have in the file."""

    def __init__(self, name: str) -> None:
        super().__init__()
        from torchvision import models

        whole = models.get_model(name, weights=None, weights_backbone=None, num_classes=21)
        self.backbone, self.classifier = whole.backbone, whole.classifier

    def forward(self, x: Tensor) -> Tensor:
        """Map normalised photos (B, 3, H, W) to logits (B, 21, h, w), at an eighth of the size or less."""
        maps = self.backbone(x)
        return self.classifier(maps if "low" in maps else maps["out"])


class MaskRcnn(nn.Module):
    """Torchvision's Mask R-CNN between its transform and the pasting of its masks."""

    def __init__(self) -> None:
        super().__init__()
        from torchvision.models import resnet50
        from torchvision.models.detection import MaskRCNN, backbone_utils
        from torchvision.ops import FrozenBatchNorm2d

        trunk = resnet50(weights=None, norm_layer=FrozenBatchNorm2d)
        whole = MaskRCNN(backbone_utils._resnet_fpn_extractor(trunk, 3), num_classes=91)
        self.backbone, self.rpn, self.roi_heads = whole.backbone, whole.rpn, whole.roi_heads

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Map a normalised photo (1, 3, H, W) to boxes (n, 4), scores (n,), classes (n,), masks (n, 28, 28).

        Sides are multiples of 32; classes count from 1; masks are chances in 0..1 inside their box.
        """
        from torchvision.models.detection.image_list import ImageList

        maps, photo = self.backbone(x), ImageList(x, [(x.shape[2], x.shape[3])])
        proposals, _ = self.rpn(photo, maps)
        (found,), _ = self.roi_heads(maps, proposals, photo.image_sizes)
        masks = found["masks"][:, 0] if "masks" in found else torch.zeros(0, 28, 28)
        return found["boxes"], found["scores"], found["labels"], masks


class YoloSegmenter(nn.Module):
    """An ultralytics segmentation network up to its raw outputs."""

    def __init__(self, architecture: str, classes: int = 80) -> None:
        super().__init__()
        whole = ultralytics_guard.network("segmentation", architecture, classes)
        self.model, self.keep = whole.model, set(whole.save)

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Map (B, 3, H, W) in 0..1 to distances (B, 64, n), class logits (B, classes, n) and mask parts.

        A mask is a recipe, one of (B, 32, n), times the prototypes (B, 32, H/4, W/4), where above 0.
        """
        head, maps = self.model[-1], yolo.before_head(self.model, self.keep, x)
        raw = head.forward_head(maps, head.cv2, head.cv3, head.cv4)
        return raw["boxes"], raw["scores"], raw["mask_coefficient"], head.proto(maps[0])
