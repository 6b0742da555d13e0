"""The classifiers: our own `everyday`, and torchvision's with the weights their authors recommend.

The facts of the official ones are torchvision's (`DEFAULT` weights entries); a test compares them.
"""

from typing import TYPE_CHECKING, Literal

from core.i18n import class_names
from core.runtime import cards
from core.runtime.specs import ModelSpec, Preprocessing, bundled, official, register, torchvision_weights

if TYPE_CHECKING:
    from torch import nn

IMAGENET = {"mean": (0.485, 0.456, 0.406), "std": (0.229, 0.224, 0.225)}
LICENCE = "BSD-3-Clause (code); ImageNet: non-commercial research"


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


def imagenet(
    name: str,
    title: str,
    *,
    file: str,
    megabytes: float,
    parameters: int,
    top1: float,
    top5: float,
    resize: int = 256,
    crop: int = 224,
    interpolation: Literal["bilinear", "bicubic"] = "bilinear",
) -> ModelSpec:
    """Add one of torchvision's networks: `megabytes` of 2**20, accuracies in percent, sides in pixels."""
    return official(
        __name__,
        "classification",
        name,
        title,
        build_official,
        torchvision_weights(
            file, megabytes, "ImageNet-1K", LICENCE, {"top1": top1 / 100, "top5": top5 / 100}
        ),
        parameters=parameters,
        input_shape=(3, crop, crop),
        read_labels=imagenet_labels,
        preprocessing=Preprocessing(resize, crop, **IMAGENET, interpolation=interpolation),
    )


register(__name__, everyday_spec())
imagenet(
    "alexnet",
    "AlexNet",
    file="alexnet-owt-7be5be79.pth",
    megabytes=233.087,
    parameters=61_100_840,
    top1=56.522,
    top5=79.066,
)
imagenet(
    "squeezenet1_1",
    "SqueezeNet 1.1",
    file="squeezenet1_1-b8a52dc0.pth",
    megabytes=4.729,
    parameters=1_235_496,
    top1=58.178,
    top5=80.624,
)
imagenet(
    "vgg16",
    "VGG-16",
    file="vgg16-397923af.pth",
    megabytes=527.796,
    parameters=138_357_544,
    top1=71.592,
    top5=90.382,
)
imagenet(
    "vgg19",
    "VGG-19",
    file="vgg19-dcbb9e9d.pth",
    megabytes=548.051,
    parameters=143_667_240,
    top1=72.376,
    top5=90.876,
)
imagenet(
    "googlenet",
    "GoogLeNet",
    file="googlenet-1378be20.pth",
    megabytes=49.731,
    parameters=6_624_904,
    top1=69.778,
    top5=89.53,
)
imagenet(
    "inception_v3",
    "Inception v3",
    file="inception_v3_google-0cc3c7bd.pth",
    megabytes=103.903,
    parameters=27_161_264,
    top1=77.294,
    top5=93.45,
    resize=342,
    crop=299,
)
imagenet(
    "resnet18",
    "ResNet-18",
    file="resnet18-f37072fd.pth",
    megabytes=44.661,
    parameters=11_689_512,
    top1=69.758,
    top5=89.078,
)
imagenet(
    "resnet34",
    "ResNet-34",
    file="resnet34-b627a593.pth",
    megabytes=83.275,
    parameters=21_797_672,
    top1=73.314,
    top5=91.42,
)
imagenet(
    "resnet50",
    "ResNet-50",
    file="resnet50-11ad3fa6.pth",
    megabytes=97.79,
    parameters=25_557_032,
    top1=80.858,
    top5=95.434,
    resize=232,
)
imagenet(
    "resnet152",
    "ResNet-152",
    file="resnet152-f82ba261.pth",
    megabytes=230.474,
    parameters=60_192_808,
    top1=82.284,
    top5=96.002,
    resize=232,
)
imagenet(
    "mobilenet_v3_large",
    "MobileNetV3-Large",
    file="mobilenet_v3_large-5c1a4163.pth",
    megabytes=21.107,
    parameters=5_483_032,
    top1=75.274,
    top5=92.566,
    resize=232,
)
imagenet(
    "efficientnet_b0",
    "EfficientNet-B0",
    file="efficientnet_b0_rwightman-7f5810bc.pth",
    megabytes=20.451,
    parameters=5_288_548,
    top1=77.692,
    top5=93.532,
    interpolation="bicubic",
)
imagenet(
    "convnext_tiny",
    "ConvNeXt-Tiny",
    file="convnext_tiny-983f1562.pth",
    megabytes=109.119,
    parameters=28_589_128,
    top1=82.52,
    top5=96.146,
    resize=236,
)
imagenet(
    "vit_b_16",
    "ViT-B/16",
    file="vit_b_16-c867db91.pth",
    megabytes=330.285,
    parameters=86_567_656,
    top1=81.072,
    top5=95.318,
)
