"""A recording at the rate and in the pieces that the networks know: 50 Hz, windows of 128 samples."""

from dataclasses import dataclass

import numpy as np

from core.activity.recording import Recording

RATE = 50.0  # Hz
LENGTH = 128  # samples, 2.56 s
STEP = 64  # samples: half of each window is in the next one too
GAP = 0.5  # s without a measurement, which no window may hold


@dataclass(frozen=True)
class Signal:
    """A recording at 50 Hz.

    values (N, 6) or, without gyroscope, (N, 3): acceleration in m/s², rotation in rad/s, x y z each; time_s
    (N,) from 0; measured (N,) is False in gaps, where the values are a straight line.
    """

    time_s: np.ndarray
    values: np.ndarray
    measured: np.ndarray


@dataclass(frozen=True)
class Windows:
    """Pieces of a signal: values (W, channels, 128) float32, which begin at start_s (W,) and last 2.56 s."""

    start_s: np.ndarray
    values: np.ndarray


def resample(recording: Recording) -> Signal:
    """Return a recording at 50 Hz: a line between measurements, or from 75 Hz on means over 20 ms."""
    time = recording.time_s
    given = [recording.accel_ms2] + ([] if recording.gyro_rads is None else [recording.gyro_rads])
    values = np.hstack(given).astype(np.float64)
    grid = np.arange(int(time[-1] * RATE + 1e-6) + 1) / RATE
    mean = recording.rate_hz > 1.5 * RATE
    at = _mean_around if mean else np.interp
    columns = [at(grid, time, values[:, i]) for i in range(values.shape[1])]
    steps = np.diff(time)
    before = np.clip(np.searchsorted(time, grid, side="right") - 1, 0, len(steps) - 1)
    measured = steps[before] <= max(GAP, 3 / recording.rate_hz)
    return Signal(grid, np.stack(columns, 1).astype(np.float32), measured)


def _mean_around(grid: np.ndarray, time: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Return the mean over 1/RATE around each time of `grid` of the straight line through the values."""
    area = np.concatenate([[0.0], np.cumsum(np.diff(time) * (values[1:] + values[:-1]) / 2)])
    edges = np.clip(np.append(grid - 0.5 / RATE, grid[-1] + 0.5 / RATE), time[0], time[-1])
    left = np.clip(np.searchsorted(time, edges, side="right") - 1, 0, len(time) - 2)
    rest = edges - time[left]
    slope = (values[left + 1] - values[left]) / (time[left + 1] - time[left])
    upto = area[left] + rest * (values[left] + slope * rest / 2)
    return np.diff(upto) / np.maximum(np.diff(edges), 1e-12)


def cut(signal: Signal, step: int = STEP) -> Windows:
    """Return the windows that begin every `step` samples and have no gap; there may be none."""
    if len(signal.time_s) < LENGTH:
        return Windows(np.empty(0), np.empty((0, signal.values.shape[1], LENGTH), np.float32))
    pieces = np.lib.stride_tricks.sliding_window_view(signal.values, LENGTH, axis=0)[::step]
    whole = np.lib.stride_tricks.sliding_window_view(signal.measured, LENGTH)[::step].all(1)
    return Windows(signal.time_s[: len(signal.time_s) - LENGTH + 1 : step][whole], pieces[whole])
