"""Three small networks for grey pictures of 28×28 pixels: two for garments, LeNet-5 for digits."""

from collections import OrderedDict

from torch import nn

SIDE = 28
"""pixels of a picture's side"""


def fashion_mlp(dropout: float = 0.2) -> nn.Sequential:
    """Return the multilayer perceptron: (B, 1, 28, 28) in 0..1 to logits (B, 10); 104,938 parameters.

    Flattened, the picture is 784 numbers in a row: which of them were neighbours is lost.
    """
    return nn.Sequential(
        nn.Flatten(),
        nn.Dropout(dropout),
        nn.Linear(SIDE * SIDE, 128), nn.ReLU(),  # 100,480
        nn.Linear(128, 32), nn.ReLU(),  # 4,128
        nn.Linear(32, 10),  # 330
    )  # fmt: skip


def fashion_cnn() -> nn.Sequential:
    """Return the convolutional network: (B, 1, 28, 28) in 0..1 to logits (B, 10); 242,570 parameters."""
    return nn.Sequential(
        nn.Conv2d(1, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),  # (B, 32, 14, 14)  320
        nn.Conv2d(32, 64, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),  # (B, 64, 7, 7)  18,496
        nn.Conv2d(64, 32, 3, padding=1), nn.ReLU(),  # (B, 32, 7, 7)  18,464
        nn.Flatten(),  # (B, 1568)
        nn.Linear(32 * 7 * 7, 128), nn.ReLU(),  # 200,832
        nn.Linear(128, 32), nn.ReLU(),  # 4,128
        nn.Linear(32, 10),  # 330
    )  # fmt: skip


def lenet5() -> nn.Sequential:
    """Return LeNet-5 (LeCun et al., 1998): (B, 1, 28, 28) in 0..1 to logits (B, 10); 61,706 parameters.

    Layers and sizes are the paper's. Four things are simpler: the subsampling layers take plain means (no
    trained factor and bias, no bend), each of C3's 16 maps sees all six of S2 (not a hand-made choice), the
    bend is tanh itself (not 1.7159 tanh(2a/3)), and the output is a linear layer for softmax (not distances
    to drawn letters).
    """
    return nn.Sequential(
        OrderedDict(
            C1=nn.Conv2d(1, 6, 5, padding=2),  # a frame of 2 makes 32×32 of 28×28: (B, 6, 28, 28)
            tanh1=nn.Tanh(),
            S2=nn.AvgPool2d(2),  # (B, 6, 14, 14)
            C3=nn.Conv2d(6, 16, 5),  # (B, 16, 10, 10)
            tanh3=nn.Tanh(),
            S4=nn.AvgPool2d(2),  # (B, 16, 5, 5)
            C5=nn.Conv2d(16, 120, 5),  # (B, 120, 1, 1)
            tanh5=nn.Tanh(),
            flat=nn.Flatten(),
            F6=nn.Linear(120, 84),
            tanh6=nn.Tanh(),
            output=nn.Linear(84, 10),
        )
    )
