"""Networks that find people and their points: BlazePose's 33, as a package of the index has it, YOLO's 17."""

from typing import TYPE_CHECKING

from core.runtime.specs import ModelSpec, WeightFile, packaged_weights, register, ultralytics_weights
from core.shared import blaze

if TYPE_CHECKING:
    from torch import nn

DETECTOR = WeightFile(
    "mediapipe/modules/pose_detection/pose_detection.tflite",
    2959046,
    "9ba9dd3d42efaaba86b4ff0122b06f29c4122e756b329d89dca1e297fd8f866c",
)
LANDMARKS = WeightFile(
    "mediapipe/modules/pose_landmark/pose_landmark_full.tflite",
    6440512,
    "e9a5c5cb17f736fafd4c2ec1da3b3d331d6edbe8a0d32395855aeb2cdfd64b9f",
)
YOLO_SHA256 = "869e83fcdffdc7371fa4e34cd8e51c838cc729571d1635e5141e3075e9319dc0"


def build_yolo() -> "nn.Module":
    """Return ultralytics' pose network, untrained, without pre- and post-processing."""
    from core.pose.networks import YoloPose

    return YoloPose("yolo11n-pose.yaml")


register(
    __name__,
    ModelSpec(
        name="blazepose",
        task="pose",
        title="BlazePose",
        build=None,
        weights=packaged_weights(blaze.packed(DETECTOR, LANDMARKS), "Google, MediaPipe", blaze.LICENCE, {}),
        parameters=6134528,
        input_shape=(3, 256, 256),
    ),
)
register(
    __name__,
    ModelSpec(
        name="yolo11n-pose",
        task="pose",
        title="YOLO11n-pose",
        build=build_yolo,
        weights=ultralytics_weights("yolo11n-pose.pt", YOLO_SHA256, 6255593, {"pose_map": 0.5}),
        parameters=2874462,
        input_shape=(3, 640, 640),
    ),
)
