"""The models of this lesson: our U-Nets, torchvision's and ultralytics' networks."""

from functools import partial
from typing import TYPE_CHECKING

from core.runtime import cards
from core.runtime.specs import (
    ModelSpec,
    Preprocessing,
    bundled,
    register,
    torchvision_weights,
    ultralytics_weights,
)
from core.shared.yolo import coco_labels

if TYPE_CHECKING:
    from torch import nn

LICENCE = "BSD-3-Clause (code); COCO: photos under their own terms"
MEAN, STD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
UNETS = {"unet": "U-Net (CamVid)", "unet_no_bridges": "U-Net without bridges (CamVid)"}
# name, title, file, megabytes (2**20), parameters without the second head that only training uses,
# published mean IoU and pixel accuracy (COCO val2017, the 20 classes of Pascal VOC and background)
SEMANTIC = (
    (
        "lraspp_mobilenet_v3_large",
        "LR-ASPP (MobileNetV3)",
        "lraspp_mobilenet_v3_large-d234d4ea.pth",
        12.49,
        3221538,
        (0.579, 0.912),
    ),
    (
        "deeplabv3_mobilenet_v3_large",
        "DeepLabV3 (MobileNetV3)",
        "deeplabv3_mobilenet_v3_large-fc3c493d.pth",
        42.301,
        11025477,
        (0.603, 0.912),
    ),
    (
        "deeplabv3_resnet50",
        "DeepLabV3 (ResNet-50)",
        "deeplabv3_resnet50_coco-cd0a2569.pth",
        160.515,
        39638869,
        (0.664, 0.924),
    ),
    ("fcn_resnet50", "FCN (ResNet-50)", "fcn_resnet50_coco-1167a1af.pth", 135.009, 32957013, (0.605, 0.914)),
)
# name, title, SHA-256, bytes, parameters, published mask mAP (COCO val2017, IoU 0.5 to 0.95)
YOLO = (
    (
        "yolo11n-seg",
        "YOLO11n-seg",
        "55ed65c56c91713d23e8402371c6c49a6fd84f257f7dce452e8d70e41dcbe152",
        6182636,
        2876848,
        0.320,
    ),
    (
        "yolov8n-seg",
        "YOLOv8n-seg",
        "a7cd8f929e1903d78a12a48efecab430209f18dc46cb96c3599a5980c63c423c",
        7071756,
        3409968,
        0.305,
    ),
)
POSE_SHA256 = "869e83fcdffdc7371fa4e34cd8e51c838cc729571d1635e5141e3075e9319dc0"


def build_unet(bridges: bool) -> "nn.Module":
    """Return the U-Net, untrained."""
    from core.segmentation.networks import UNet

    return UNet(bridges=bridges)


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


def build_pose() -> "nn.Module":
    """Return ultralytics' pose network, untrained, without pre- and post-processing."""
    from core.segmentation.library_networks import YoloPose

    return YoloPose("yolo11n-pose.yaml")


def voc_labels() -> tuple[str, ...]:
    """Return the names of the 21 columns of torchvision's semantic networks, background first."""
    from torchvision.models.segmentation import FCN_ResNet50_Weights

    return ("background", *FCN_ResNet50_Weights.DEFAULT.meta["categories"][1:])


def mask_rcnn_labels() -> tuple[str, ...]:
    """Return the names of the 91 classes of torchvision's Mask R-CNN, background first."""
    from torchvision.models.detection import MaskRCNN_ResNet50_FPN_Weights

    return tuple(MaskRCNN_ResNet50_FPN_Weights.DEFAULT.meta["categories"])


for name, title in UNETS.items():
    side = cards.read(name)["longest"]
    build = partial(build_unet, name == "unet")
    register(__name__, bundled(name, "segmentation", title, build, input_shape=(3, side, side)))
for name, title, file, megabytes, parameters, (mean_iou, accuracy) in SEMANTIC:
    metrics = {"mean_iou": mean_iou, "pixel_accuracy": accuracy}
    register(
        __name__,
        ModelSpec(
            name=name,
            task="segmentation",
            title=title,
            build=partial(build_semantic, name),
            weights=torchvision_weights(file, megabytes, "COCO", LICENCE, metrics),
            parameters=parameters,
            input_shape=(3, 520, 520),
            read_labels=voc_labels,
            preprocessing=Preprocessing(520, 520, MEAN, STD),
        ),
    )
for name, title, sha256, size, parameters, precision in YOLO:
    register(
        __name__,
        ModelSpec(
            name=name,
            task="instances",
            title=title,
            build=partial(build_yolo, name),
            weights=ultralytics_weights(f"{name}.pt", sha256, size, {"mask_map": precision}),
            parameters=parameters,
            input_shape=(3, 640, 640),
            read_labels=coco_labels,
        ),
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
register(
    __name__,
    ModelSpec(
        name="yolo11n-pose",
        task="pose",
        title="YOLO11n-pose",
        build=build_pose,
        weights=ultralytics_weights("yolo11n-pose.pt", POSE_SHA256, 6255593, {"pose_map": 0.5}),
        parameters=2874462,
        input_shape=(3, 640, 640),
    ),
)
