"""BlazeFace, which finds faces, and 468 points on one: Google's, as a package of the index has them."""

from core.runtime.specs import ModelSpec, WeightFile, packaged_weights, register
from core.shared import blaze

DETECTOR = WeightFile(
    "mediapipe/modules/face_detection/face_detection_full_range_sparse.tflite",
    676746,
    "2c3728e6da56f21e21a320433396fb06d40d9088f2247c05e5635a688d45dfe1",
)
MESH = WeightFile(
    "mediapipe/modules/face_landmark/face_landmark.tflite",
    1242398,
    "1055cb9d4a9ca8b8c688902a3a5194311138ba256bcc94e336d8373a5f30c814",
)

for name, title, file, parameters in (
    ("blazeface", "BlazeFace", DETECTOR, 508351),
    ("face_mesh", "Face Mesh", MESH, 604688),
):
    register(
        __name__,
        ModelSpec(
            name=name,
            task="faces",
            title=title,
            build=None,
            weights=packaged_weights(blaze.packed(file), "Google, MediaPipe", blaze.LICENCE, {}),
            parameters=parameters,
            input_shape=(3, 192, 192),
        ),
    )
