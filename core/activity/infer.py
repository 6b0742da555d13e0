"""Name what somebody does in each window of a recording."""

from dataclasses import dataclass

import numpy as np

from core.activity import features, windows
from core.activity.recording import ACTIVITIES, Recording
from core.activity.windows import LENGTH, RATE, Windows
from core.media.errors import MediaError
from core.runtime import engine, registry
from core.shared.probabilities import softmax

SECONDS = LENGTH / RATE


@dataclass(frozen=True)
class Activities:
    """What a model says of each window: from start_s to end_s (W,), probabilities (W, 6) of the labels."""

    start_s: np.ndarray
    end_s: np.ndarray
    probabilities: np.ndarray
    labels: tuple[str, ...]


def recognise(recording: Recording, model: str = "activity_cnn") -> Activities:
    """Return what a model says of each window of 2.56 s, one every 1.28 s, without those that hold a gap.

    Raises: MediaError("recording_needs_gyro") for a model that needs a gyroscope's numbers where there are
    none, "recording_too_short" where no window is whole; KeyError, WeightsUnavailable for the model.
    """
    cut = windows.cut(windows.resample(recording))
    if not len(cut.start_s):
        seconds = round(float(recording.time_s[-1]), 1)
        raise MediaError("recording_too_short", seconds=seconds, needed=SECONDS)
    return Activities(cut.start_s, cut.start_s + SECONDS, name_windows(cut, model), ACTIVITIES)


def name_windows(cut: Windows, model: str) -> np.ndarray:
    """Return a model's probabilities (W, 6) of windows (W, 6 or 3, 128); raise as `recognise` does."""
    spec, run = registry.get_spec(model), engine.predictor(model)
    needed = 6 if len(spec.input_shape) == 1 else spec.input_shape[0]
    if cut.values.shape[1] < needed:
        raise MediaError("recording_needs_gyro", model=spec.title)
    values = np.ascontiguousarray(cut.values[:, :needed])
    inputs = features.of(values) if len(spec.input_shape) == 1 else values
    return softmax(engine.in_parts(run, inputs, 64).astype(np.float64) / spec.temperature)
