"""BlazePose: Google's networks that find people and their 33 points, as a package of the index has them."""

from core.runtime.specs import ModelSpec, WeightFile, packaged_weights, register
from core.shared import blaze

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
