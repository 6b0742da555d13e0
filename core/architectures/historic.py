"""Networks as their papers print them, where torchvision has none or another form; never trained here."""

import torch
from torch import Tensor, nn
from torchvision.models.resnet import Bottleneck, ResNet
from torchvision.ops import SqueezeExcitation

C3_TABLE = (
    (0, 1, 2), (1, 2, 3), (2, 3, 4), (3, 4, 5), (0, 4, 5), (0, 1, 5),
    (0, 1, 2, 3), (1, 2, 3, 4), (2, 3, 4, 5), (0, 3, 4, 5), (0, 1, 4, 5), (0, 1, 2, 5),
    (0, 1, 3, 4), (1, 2, 4, 5), (0, 2, 3, 5),
    (0, 1, 2, 3, 4, 5),
)  # fmt: skip
"""which maps of S2 each of the 16 maps of C3 sees (LeCun et al., 1998, table I)"""


class Squash(nn.Module):
    """The bend of 1998: 1.7159 tanh(2a/3)."""

    def forward(self, a: Tensor) -> Tensor:
        """Map every number into −1.7159..1.7159."""
        return 1.7159 * torch.tanh(2 / 3 * a)


class Subsample(nn.Module):
    """Add up 2×2 numbers, times a factor, plus a bias; both are learnt, one pair a map."""

    def __init__(self, maps: int) -> None:
        super().__init__()
        self.factor = nn.Parameter(torch.full((maps, 1, 1), 0.25))
        self.bias = nn.Parameter(torch.zeros(maps, 1, 1))

    def forward(self, x: Tensor) -> Tensor:
        """Map (B, maps, H, W) to (B, maps, H/2, W/2)."""
        return 4 * nn.functional.avg_pool2d(x, 2) * self.factor + self.bias


class SparseConv2d(nn.Module):
    """A convolution in which each output map sees some of the input maps only."""

    def __init__(self, sees: tuple[tuple[int, ...], ...], size: int) -> None:
        super().__init__()
        self.sees = sees
        self.kernels = nn.ModuleList(nn.Conv2d(len(maps), 1, size) for maps in sees)

    def forward(self, x: Tensor) -> Tensor:
        """Map (B, C, H, W) to (B, len(sees), H − size + 1, W − size + 1)."""
        return torch.cat(
            [kernel(x[:, list(maps)]) for maps, kernel in zip(self.sees, self.kernels, strict=True)], 1
        )


class Distances(nn.Module):
    """Squared distance to a fixed code of ±1 for each class: the smallest is the answer.

    In the paper a code is the 7×12 picture of its digit; here it is any, as nothing is recognised with it.
    """

    def __init__(self, inputs: int, classes: int) -> None:
        super().__init__()
        self.register_buffer("codes", torch.randn(classes, inputs).sign())

    def forward(self, x: Tensor) -> Tensor:
        """Map (B, inputs) to (B, classes)."""
        return (x[:, None] - self.codes).square().sum(-1)


class LeNet5(nn.Sequential):
    """LeNet-5 (LeCun, Bottou, Bengio & Haffner, 1998, section II.B): (B, 1, 32, 32) to 10 distances."""

    def __init__(self) -> None:
        super().__init__()
        layers = {
            "C1": nn.Conv2d(1, 6, 5),  # (B, 6, 28, 28)
            "squash1": Squash(),
            "S2": Subsample(6),  # (B, 6, 14, 14)
            "squash2": nn.Sigmoid(),
            "C3": SparseConv2d(C3_TABLE, 5),  # (B, 16, 10, 10)
            "squash3": Squash(),
            "S4": Subsample(16),  # (B, 16, 5, 5)
            "squash4": nn.Sigmoid(),
            "C5": nn.Conv2d(16, 120, 5),  # (B, 120, 1, 1)
            "squash5": Squash(),
            "flat": nn.Flatten(),
            "F6": nn.Linear(120, 84),
            "squash6": Squash(),
            "output": Distances(84, 10),
        }
        for name, layer in layers.items():
            self.add_module(name, layer)


class AlexNet2012(nn.Sequential):
    """AlexNet (Krizhevsky, Sutskever & Hinton, 2012): (B, 3, 227, 227) to 1000 logits; 60,965,224 parameters.

    Layers 2, 4 and 5 come in two halves, one for each graphics card of the time. The paper says 224 pixels,
    but its 55×55 maps need 227.
    """

    def __init__(self) -> None:
        super().__init__()
        normalise = {"size": 5, "alpha": 1e-4, "beta": 0.75, "k": 2.0}
        layers = {
            "conv1": nn.Conv2d(3, 96, 11, stride=4),  # (B, 96, 55, 55)
            "relu1": nn.ReLU(),
            "norm1": nn.LocalResponseNorm(**normalise),
            "pool1": nn.MaxPool2d(3, 2),  # (B, 96, 27, 27)
            "conv2": nn.Conv2d(96, 256, 5, padding=2, groups=2),
            "relu2": nn.ReLU(),
            "norm2": nn.LocalResponseNorm(**normalise),
            "pool2": nn.MaxPool2d(3, 2),  # (B, 256, 13, 13)
            "conv3": nn.Conv2d(256, 384, 3, padding=1),
            "relu3": nn.ReLU(),
            "conv4": nn.Conv2d(384, 384, 3, padding=1, groups=2),
            "relu4": nn.ReLU(),
            "conv5": nn.Conv2d(384, 256, 3, padding=1, groups=2),
            "relu5": nn.ReLU(),
            "pool5": nn.MaxPool2d(3, 2),  # (B, 256, 6, 6)
            "flat": nn.Flatten(),
            "drop6": nn.Dropout(),
            "fc6": nn.Linear(256 * 6 * 6, 4096),
            "relu6": nn.ReLU(),
            "drop7": nn.Dropout(),
            "fc7": nn.Linear(4096, 4096),
            "relu7": nn.ReLU(),
            "fc8": nn.Linear(4096, 1000),
        }
        for name, layer in layers.items():
            self.add_module(name, layer)


class SEBottleneck(Bottleneck):
    """ResNet's bottleneck with a gate that weighs its channels (Hu, Shen & Sun, 2018, figure 3)."""

    def __init__(self, n_in: int, width: int, *rest: object, **options: object) -> None:
        super().__init__(n_in, width, *rest, **options)
        channels = width * self.expansion
        self.gate = SqueezeExcitation(channels, channels // 16)

    def forward(self, x: Tensor) -> Tensor:
        """Map (B, n_in, H, W) to (B, 4·width, H/stride, W/stride)."""
        y = self.relu(self.bn1(self.conv1(x)))
        y = self.relu(self.bn2(self.conv2(y)))
        y = self.gate(self.bn3(self.conv3(y)))
        return self.relu(y + (x if self.downsample is None else self.downsample(x)))


def se_resnet50() -> ResNet:
    """Return SE-ResNet-50: (B, 3, 224, 224) to 1000 logits; 28,088,024 parameters."""
    return ResNet(SEBottleneck, [3, 4, 6, 3])
