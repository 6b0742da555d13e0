"""Resampling against NumPy's and SciPy's, and windows against cutting by hand."""

import numpy as np
import pytest
from scipy.signal import resample_poly

from core.activity.recording import Recording
from core.activity.windows import LENGTH, RATE, cut, resample


def recording(time: np.ndarray, values: np.ndarray, rate: float, gyro: bool = True) -> Recording:
    values = values.astype(np.float32)
    return Recording(time, values[:, :3], values[:, 3:] if gyro else None, rate)


def waves(time: np.ndarray, top: float) -> np.ndarray:
    """Return six sums of sines (N, 6) of up to `top` Hz."""
    rng = np.random.default_rng(0)
    hertz, phase = rng.uniform(0.2, top, (5, 6)), rng.uniform(0, 6, (5, 6))
    return np.sin(2 * np.pi * time[:, None, None] * hertz + phase).sum(1)


def test_slow_recordings_are_joined_by_lines() -> None:
    time = np.sort(np.random.default_rng(0).uniform(0, 20, 800))
    time[0] = 0
    values = waves(time, 4)
    signal = resample(recording(time, values, 40.0))
    assert np.all(np.diff(signal.time_s) == pytest.approx(1 / RATE))
    for i in range(6):
        np.testing.assert_allclose(
            signal.values[:, i], np.interp(signal.time_s, time, values[:, i]), atol=1e-5
        )


@pytest.mark.parametrize("rate", [100, 200, 500])
def test_fast_recordings_lose_what_the_lower_rate_cannot_hold(rate: int) -> None:
    time = np.arange(20 * rate) / rate
    slow = waves(time, 3)
    signal = resample(recording(time, slow + 2 * np.sin(2 * np.pi * 48 * time)[:, None], rate))
    reference = resample_poly(slow, 1, rate // 50)
    middle = slice(20, 960)
    np.testing.assert_allclose(signal.values[middle], reference[middle], atol=0.12)


@pytest.mark.parametrize("rate", [100, 173, 400])
def test_means_are_those_of_the_line_through_the_measurements(rate: int) -> None:
    time = np.cumsum(np.random.default_rng(rate).uniform(0.5, 1.5, 8 * rate)) / rate
    time -= time[0]
    values = waves(time, 6)
    signal = resample(recording(time, values, rate))
    for k in (5, 77, 200):
        fine = np.linspace(signal.time_s[k] - 0.01, signal.time_s[k] + 0.01, 20_001)
        expected = np.trapezoid(np.interp(fine, time, values[:, 0]), fine) / 0.02
        assert signal.values[k, 0] == pytest.approx(expected, abs=1e-4)


def test_windows_are_half_in_the_next_one() -> None:
    time = np.arange(1000) / RATE
    values = waves(time, 5)
    signal = resample(recording(time, values, RATE))
    pieces = cut(signal)
    assert pieces.values.shape == ((1000 - LENGTH) // 64 + 1, 6, LENGTH)
    np.testing.assert_allclose(pieces.start_s, np.arange(len(pieces.start_s)) * 1.28)
    np.testing.assert_allclose(pieces.values[3], values[192:320].T, atol=1e-5)


def test_no_window_holds_a_gap() -> None:
    time = np.arange(1500) / RATE
    time[500:] += 4
    pieces = cut(resample(recording(time, waves(time, 2), RATE)), step=1)
    start, end = pieces.start_s, pieces.start_s + (LENGTH - 1) / RATE
    assert not np.any((start < 13.9) & (end > 10.1))
    assert np.any(end > 9.9) and np.any(np.abs(start - 14) < 0.1)


def test_short_and_gyroless_recordings() -> None:
    time = np.arange(100) / RATE
    assert cut(resample(recording(time, waves(time, 2), RATE))).values.shape == (0, 6, LENGTH)
    time = np.arange(200) / RATE
    assert cut(resample(recording(time, waves(time, 2), RATE, gyro=False))).values.shape == (2, 3, LENGTH)
