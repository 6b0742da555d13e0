"""The classifiers: our own `everyday`, and torchvision's with the weights their authors recommend.

The facts of the official ones are torchvision's (`DEFAULT` weights entries); a test compares them.
"""

from functools import partial
from typing import TYPE_CHECKING

from core.i18n import class_names
from core.runtime import cards
from core.runtime.specs import ModelSpec, Preprocessing, bundled, register, torchvision_weights

if TYPE_CHECKING:
    from torch import nn

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


def build_everyday() -> "nn.Module":
    """Return the untrained EverydayNet."""
    from core.shared.everyday_net import EverydayNet

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


def imagenet_labels() -> tuple[str, ...]:
    """Return ImageNet's 1000 English names, in the order of the published networks' outputs."""
    return class_names.names("imagenet", "en")


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
            read_labels=imagenet_labels,
            preprocessing=Preprocessing(
                resize, crop, **IMAGENET, interpolation="bicubic" if name == "efficientnet_b0" else "bilinear"
            ),
            parameters=parameters,
        ),
    )
