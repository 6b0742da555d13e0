"""The models of this lesson: our U-Nets, torchvision's and ultralytics' networks."""

from functools import partial
from typing import TYPE_CHECKING

from core.runtime import cards
from core.runtime.specs import (
    ModelSpec,
    Preprocessing,
    bundled,
    official,
    register,
    torchvision_weights,
    ultralytics_weights,
)
from core.shared.yolo import SIDE, coco_labels

if TYPE_CHECKING:
    from torch import nn

LICENCE = "BSD-3-Clause (code); COCO: photos under their own terms"
MEAN, STD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
UNETS = {"unet": "U-Net (CamVid)", "unet_no_bridges": "U-Net without bridges (CamVid)"}
PEOPLE = "unet_people"


def build_unet(bridges: bool) -> "nn.Module":
    """Return the U-Net, untrained."""
    from core.segmentation.networks import UNet

    return UNet(bridges=bridges)


def build_people() -> "nn.Module":
    """Return the U-Net for people, clothes and pets, untrained."""
    from core.segmentation.lite_unet import UNet

    return UNet(len(cards.read(PEOPLE)["labels"]))


def build_semantic(name: str) -> "nn.Module":
    """Return one of torchvision's networks, untrained, without pre- and post-processing."""
    from core.segmentation.library_networks import Semantic

    return Semantic(name)


def build_mask_rcnn() -> "nn.Module":
    """Return torchvision's Mask R-CNN, untrained, without pre- and post-processing."""
    from core.segmentation.library_networks import MaskRcnn

    return MaskRcnn()


def build_yolo(name: str) -> "nn.Module":
    """Return one of ultralytics' networks, untrained, without pre- and post-processing."""
    from core.segmentation.library_networks import YoloSegmenter

    return YoloSegmenter(f"{name}.yaml")


def voc_labels() -> tuple[str, ...]:
    """Return the names of the 21 columns of torchvision's semantic networks, background first."""
    from torchvision.models.segmentation import FCN_ResNet50_Weights

    return ("background", *FCN_ResNet50_Weights.DEFAULT.meta["categories"][1:])


def mask_rcnn_labels() -> tuple[str, ...]:
    """Return the names of the 91 classes of torchvision's Mask R-CNN, background first."""
    from torchvision.models.detection import MaskRCNN_ResNet50_FPN_Weights

    return tuple(MaskRCNN_ResNet50_FPN_Weights.DEFAULT.meta["categories"])


def semantic(
    name: str,
    title: str,
    *,
    file: str,
    megabytes: float,
    parameters: int,
    mean_iou: float,
    accuracy: float,
) -> ModelSpec:
    """Add one of torchvision's semantic networks: `megabytes` of 2**20.

    `parameters` are those without the second head that only training uses; the mean IoU and the pixel
    `accuracy` are published for COCO val2017, the 20 classes of Pascal VOC and background.
    """
    return official(
        __name__,
        "segmentation",
        name,
        title,
        build_semantic,
        torchvision_weights(
            file, megabytes, "COCO", LICENCE, {"mean_iou": mean_iou, "pixel_accuracy": accuracy}
        ),
        parameters=parameters,
        input_shape=(3, 520, 520),
        read_labels=voc_labels,
        preprocessing=Preprocessing(520, 520, MEAN, STD),
    )


def ultralytics(
    name: str, title: str, *, sha256: str, size: int, parameters: int, precision: float
) -> ModelSpec:
    """Add one of ultralytics' networks: `size` in bytes, `precision` is the mask mAP on COCO val2017."""
    return official(
        __name__,
        "instances",
        name,
        title,
        build_yolo,
        ultralytics_weights(f"{name}.pt", sha256, size, {"mask_map": precision}),
        parameters=parameters,
        input_shape=(3, SIDE, SIDE),
        read_labels=coco_labels,
    )


for name, title in UNETS.items():
    side = cards.read(name)["longest"]
    build = partial(build_unet, name == "unet")
    register(__name__, bundled(name, "segmentation", title, build, input_shape=(3, side, side)))
side = cards.read(PEOPLE)["longest"]
title = "U-Net (people, clothes, pets)"
register(__name__, bundled(PEOPLE, "segmentation", title, build_people, input_shape=(3, side, side)))
semantic(
    "lraspp_mobilenet_v3_large",
    "LR-ASPP (MobileNetV3)",
    file="lraspp_mobilenet_v3_large-d234d4ea.pth",
    megabytes=12.49,
    parameters=3_221_538,
    mean_iou=0.579,
    accuracy=0.912,
)
semantic(
    "deeplabv3_mobilenet_v3_large",
    "DeepLabV3 (MobileNetV3)",
    file="deeplabv3_mobilenet_v3_large-fc3c493d.pth",
    megabytes=42.301,
    parameters=11_025_477,
    mean_iou=0.603,
    accuracy=0.912,
)
semantic(
    "deeplabv3_resnet50",
    "DeepLabV3 (ResNet-50)",
    file="deeplabv3_resnet50_coco-cd0a2569.pth",
    megabytes=160.515,
    parameters=39_638_869,
    mean_iou=0.664,
    accuracy=0.924,
)
semantic(
    "fcn_resnet50",
    "FCN (ResNet-50)",
    file="fcn_resnet50_coco-1167a1af.pth",
    megabytes=135.009,
    parameters=32_957_013,
    mean_iou=0.605,
    accuracy=0.914,
)
ultralytics(
    "yolo11n-seg",
    "YOLO11n-seg",
    sha256="55ed65c56c91713d23e8402371c6c49a6fd84f257f7dce452e8d70e41dcbe152",
    size=6_182_636,
    parameters=2_876_848,
    precision=0.32,
)
ultralytics(
    "yolov8n-seg",
    "YOLOv8n-seg",
    sha256="a7cd8f929e1903d78a12a48efecab430209f18dc46cb96c3599a5980c63c423c",
    size=7_071_756,
    parameters=3_409_968,
    precision=0.305,
)
register(
    __name__,
    ModelSpec(
        name="maskrcnn_resnet50_fpn",
        task="instances",
        title="Mask R-CNN (ResNet-50)",
        build=build_mask_rcnn,
        weights=torchvision_weights(
            "maskrcnn_resnet50_fpn_coco-bf2d0c1e.pth", 169.84, "COCO", LICENCE, {"mask_map": 0.346}
        ),
        parameters=44401393,
        input_shape=(3, 800, 800),
        read_labels=mask_rcnn_labels,
        preprocessing=Preprocessing(800, 1333, MEAN, STD),
    ),
)
