"""Seventeen networks that recognise photos, 1998 to 2022: who, when, from what, how good and how large.

Accuracies are published ones, on the 50,000 validation photos of ImageNet-1K with one crop a photo. Those of
networks in the registry stand there, torchvision's or Google's; the multiply–adds are torchvision's `_ops`,
of the Lites those that `layer_tables` counts.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING

import numpy as np

from core.runtime import registry

if TYPE_CHECKING:
    from torch import nn

AXES = ("year", "parameters", "multiply_adds", "ms")
"""what the accuracy is drawn against"""


@dataclass(frozen=True)
class Paper:
    """Where a network was published first: year of the preprint, or of the paper where there was none."""

    year: int
    authors: str
    title: str
    where: str


@dataclass(frozen=True)
class Member:
    """One network of the family.

    `block` names its drawing in `core.architectures.blocks`, `after` the members it built on, `forms` the
    architectures that can be looked into, the first one first. `multiply_adds` are those of one picture;
    `earlier_top1` is what torchvision's first recipe of training gave, where a newer one gave more.
    """

    name: str
    title: str
    paper: Paper
    block: str
    parameters: int
    multiply_adds: int
    top1: float | None
    source: str
    after: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    earlier_top1: float | None = None

    @property
    def first_top1(self) -> float | None:
        """The accuracy by the first recipe of training: what tells architectures apart, not recipes."""
        return self.earlier_top1 or self.top1


@dataclass(frozen=True)
class Form:
    """An architecture: the side in pixels and the channels of the picture it sees, and what builds it."""

    side: int
    channels: int
    build: Callable[[], "nn.Module"]


@dataclass(frozen=True)
class Pair:
    """Two networks compared, the first by the second; `points` of `first_top1`, None where one has none."""

    parameters: float
    multiply_adds: float
    points: float | None


LECUN = Paper(
    1998,
    "LeCun, Bottou, Bengio & Haffner",
    "Gradient-Based Learning Applied to Document Recognition",
    "Proceedings of the IEEE",
)
KRIZHEVSKY = Paper(
    2012,
    "Krizhevsky, Sutskever & Hinton",
    "ImageNet Classification with Deep Convolutional Neural Networks",
    "NeurIPS 2012",
)
SIMONYAN = Paper(
    2014,
    "Simonyan & Zisserman",
    "Very Deep Convolutional Networks for Large-Scale Image Recognition",
    "arXiv:1409.1556",
)
GOING_DEEPER = Paper(2014, "Szegedy et al.", "Going Deeper with Convolutions", "arXiv:1409.4842")
RETHINKING = Paper(
    2015,
    "Szegedy, Vanhoucke, Ioffe, Shlens & Wojna",
    "Rethinking the Inception Architecture for Computer Vision",
    "arXiv:1512.00567",
)
HE = Paper(2015, "He, Zhang, Ren & Sun", "Deep Residual Learning for Image Recognition", "arXiv:1512.03385")
HU = Paper(2017, "Hu, Shen & Sun", "Squeeze-and-Excitation Networks", "arXiv:1709.01507")
HOWARD = Paper(2019, "Howard et al.", "Searching for MobileNetV3", "arXiv:1905.02244")
TAN = Paper(
    2019,
    "Tan & Le",
    "EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks",
    "arXiv:1905.11946",
)
DOSOVITSKIY = Paper(
    2020,
    "Dosovitskiy et al.",
    "An Image is Worth 16x16 Words: Transformers for Image Recognition at Scale",
    "arXiv:2010.11929",
)
LITE = Paper(
    2020,
    "Renjie Liu (Google)",
    "Higher accuracy on vision models with EfficientNet-Lite",
    "TensorFlow Blog",
)
LIU = Paper(2022, "Liu, Mao, Wu, Feichtenhofer, Darrell & Xie", "A ConvNet for the 2020s", "arXiv:2201.03545")

# name in the registry, paper, block, multiply–adds in millions, what it built on, top-1 of the first recipe
OFFICIAL = (
    ("vgg16", SIMONYAN, "stack", 15470, ("alexnet",), None),
    ("vgg19", SIMONYAN, "stack", 19632, ("vgg16",), None),
    ("googlenet", GOING_DEEPER, "inception", 1498, ("alexnet",), None),
    ("inception_v3", RETHINKING, "factorised", 5713, ("googlenet",), None),
    ("resnet18", HE, "residual", 1814, ("vgg16",), None),
    ("resnet34", HE, "residual", 3664, ("resnet18",), None),
    ("resnet50", HE, "bottleneck", 4089, ("resnet34",), 0.76130),
    ("resnet152", HE, "bottleneck", 11514, ("resnet50",), 0.78312),
    ("mobilenet_v3_large", HOWARD, "inverted", 217, ("seresnet50",), 0.74042),
    ("efficientnet_b0", TAN, "scaled", 386, ("seresnet50",), None),
    ("vit_b_16", DOSOVITSKIY, "transformer", 17564, ("resnet50",), None),
    ("efficientnet_lite0", LITE, "lite", 385, ("mobilenet_v3_large", "efficientnet_b0"), None),
    ("efficientnet_lite2", LITE, "lite", 860, ("efficientnet_lite0",), None),
    ("convnext_tiny", LIU, "convnext", 4456, ("resnet50", "vit_b_16"), None),
)


def _official(
    name: str, paper: Paper, block: str, millions: int, after: tuple[str, ...], earlier: float | None
) -> Member:
    spec = registry.get_spec(name)
    top1 = spec.weights.metrics["top1"]
    work, source = millions * 10**6, "google" if spec.weights.kind == "packaged" else "torchvision"
    facts = {"after": after, "forms": (name,), "earlier_top1": earlier}
    return Member(name, spec.title, paper, block, spec.parameters, work, top1, source, **facts)


@cache
def members() -> Mapping[str, Member]:
    """Return the family by name, the oldest first."""
    alexnet = registry.get_spec("alexnet")
    found = [
        Member("lenet5", "LeNet-5", LECUN, "lenet", 60_000, 328_096, None, "paper", forms=("lenet5",)),
        Member(
            "alexnet", "AlexNet", KRIZHEVSKY, "halves", alexnet.parameters, 714_000_000,
            alexnet.weights.metrics["top1"], "torchvision", ("lenet5",), ("alexnet_2012", "alexnet"),
        ),
        # top-1 error 23.29% (Hu, Shen & Sun, 2018, table 2)
        Member(
            "seresnet50", "SE-ResNet-50", HU, "gate", 28_088_024, 4_091_699_200, 0.7671, "paper",
            ("resnet50",), ("seresnet50",),
        ),
        *(_official(*row) for row in OFFICIAL),
    ]  # fmt: skip
    return {member.name: member for member in sorted(found, key=lambda m: m.paper.year)}


def _original(name: str) -> "nn.Module":
    from core.architectures import historic

    return getattr(historic, name)()


ORIGINALS = {
    "lenet5": Form(32, 1, partial(_original, "LeNet5")),
    "alexnet_2012": Form(227, 3, partial(_original, "AlexNet2012")),
    "seresnet50": Form(224, 3, partial(_original, "se_resnet50")),
}
"""architectures that are not in the registry"""


def form(name: str) -> Form:
    """Return an architecture by the name in a member's `forms`; raise KeyError for an unknown name."""
    if name in ORIGINALS:
        return ORIGINALS[name]
    spec = registry.get_spec(name)
    return Form(spec.input_shape[-1], spec.input_shape[0], spec.build)


def compare(first: Member, second: Member) -> Pair:
    """Return the first network's size and work as shares of the second's, and how much better it is."""
    one, other = first.first_top1, second.first_top1
    points = None if one is None or other is None else (one - other) * 100
    return Pair(first.parameters / second.parameters, first.multiply_adds / second.multiply_adds, points)


def value(member: Member, axis: str, speeds: Mapping[str, float]) -> float | None:
    """Return where a network stands on an axis with a unit, None where unknown; `speeds`: ms by name."""
    return speeds.get(member.name) if axis == "ms" else getattr(member, axis)


def frontier(points: Iterable[tuple[str, float, float]]) -> tuple[str, ...]:
    """Return the names of (name, cost, accuracy) that nothing as cheap beats, the cheapest first."""
    best, kept = -np.inf, []
    for name, _, accuracy in sorted(points, key=lambda p: (p[1], -p[2])):
        if accuracy > best:
            best = accuracy
            kept.append(name)
    return tuple(kept)


@cache
def measure(name: str, seconds: float = 0.5) -> float:
    """Return the median time in ms of one picture through a member, untrained: the time is the same.

    Measured once a process, as it belongs to the device; at least 3 rounds, then until `seconds` have passed.
    The network is compiled for this device and dropped afterwards.
    """
    import time

    from core.runtime import device, engine

    shape = form(members()[name].forms[-1])
    network = shape.build().float().eval().requires_grad_(False).to(device.pick_device())
    picture = np.random.default_rng(0).standard_normal((1, shape.channels, shape.side, shape.side))
    picture = picture.astype(np.float32)
    run = engine.compile_module(network, picture, name=name)
    times: list[float] = []
    run(picture)
    while len(times) < 3 or sum(times) < seconds:
        started = time.perf_counter()
        run(picture)
        times.append(time.perf_counter() - started)
    return float(np.median(times)) * 1e3
