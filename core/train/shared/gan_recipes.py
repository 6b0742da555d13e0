"""What the bundled GANs learn from, and with which hyper-parameters."""

from dataclasses import dataclass

from core.train.shared.small_recipes import DIGITS, GARMENTS


@dataclass(frozen=True)
class Subject:
    """What the pictures show, and who measures the samples."""

    folder: str
    """the data set, inside the data folder"""
    data: str
    """its name, for the card"""
    labels: tuple[str, ...]
    """names of the classes"""
    judge: str
    """bundled classifier whose features and classes the measures use"""
    limits: dict[str, str]
    """what the network cannot do"""


@dataclass(frozen=True)
class Recipe:
    """Hyper-parameters."""

    minutes: float = 10
    """computing time, which a busy machine does not shorten"""
    batch: int = 64
    """real pictures a step, and as many samples"""
    rate: float = 1e-3
    """Adam's learning rate of both networks"""
    calm: float = 0.5
    """progress from which the rate falls in a line to a twentieth"""
    betas: tuple[float, float] = (0.5, 0.99)
    """Adam's averages"""
    average: float = 0.998
    """decay of the moving average of the generator, a step"""
    ages: tuple[int, ...] = (0, 50, 150, 500, 1500)
    """steps after which the averaged generator is kept"""
    seed: int = 0


SUBJECTS = {
    "fashion": Subject(
        "fashion_mnist",
        "Fashion-MNIST (Zalando Research, MIT)",
        GARMENTS,
        "fashion_cnn",
        {
            "ko": "28×28 흑백 옷 그림 열 가지만 만들어요. 무늬나 글씨는 대체로 뭉개져요.",
            "en": "Makes ten kinds of garment, in grey, 28×28 pixels. Patterns and prints are mostly lost.",
        },
    ),
    "digits": Subject(
        "mnist",
        "MNIST (LeCun & Cortes, CC BY-SA 3.0)",
        DIGITS,
        "lenet5",
        {
            "ko": "28×28 흑백 숫자 한 개씩만 만들어요. 가끔 어느 숫자도 아닌 획이 나와요.",
            "en": "Makes one digit at a time, in grey and 28×28 pixels. Some strokes are no digit at all.",
        },
    ),
}
