"""The models of six activities: networks of windows, with and without gyroscope, and one of features."""

from functools import partial
from typing import TYPE_CHECKING

from core.activity.recording import ACTIVITIES
from core.runtime import cards
from core.runtime.specs import ModelSpec, bundled, register

if TYPE_CHECKING:
    from torch import nn

FEATURE_COUNT = 89  # len(features.FEATURES), without importing them


def build_cnn(channels: int = 6) -> "nn.Module":
    """Return the untrained 1-D CNN."""
    from core.activity.networks import ActivityCnn

    return ActivityCnn(channels, len(ACTIVITIES))


def build_lstm() -> "nn.Module":
    """Return the untrained LSTM."""
    from core.activity.networks import ActivityLstm

    return ActivityLstm(classes=len(ACTIVITIES))


def build_classic() -> "nn.Module":
    """Return logistic regression on features, untrained."""
    from core.activity.networks import LinearModel

    return LinearModel(FEATURE_COUNT, len(ACTIVITIES))


def build_generator() -> "nn.Module":
    """Return the untrained maker of movements."""
    from core.activity.generator import ActivityGenerator

    return ActivityGenerator()


# name: title, builder, shape of one example
CLASSIFIERS = {
    "activity_cnn": ("1-D CNN", build_cnn, (6, 128)),
    "activity_lstm": ("LSTM", build_lstm, (6, 128)),
    "activity_classic": ("Features + logistic regression", build_classic, (FEATURE_COUNT,)),
    "activity_cnn_accel": ("1-D CNN, no gyroscope", partial(build_cnn, 3), (3, 128)),
    "activity_cnn_turned": ("1-D CNN, phone turned in training", build_cnn, (6, 128)),
}


def spec_of(name: str) -> ModelSpec:
    """Return a bundled classifier as its card describes it."""
    title, build, shape = CLASSIFIERS[name]
    temperature = cards.read(name)["temperature"]
    return bundled(name, "activity", title, build, input_shape=shape, temperature=temperature)


for name in CLASSIFIERS:
    register(__name__, spec_of(name))
register(
    __name__,
    bundled(
        "activity_generator",
        "activity_generator",
        "Movement generator",
        build_generator,
        input_shape=(14, 256),
    ),
)
