import numpy as np
import pytest
from scipy.spatial.transform import Rotation

from core.activity import signals, walker


def test_gravity_is_slow_and_body_is_the_rest() -> None:
    time = np.arange(3000) / 100
    slow = np.stack([9 + np.sin(2 * np.pi * 0.05 * time), np.cos(2 * np.pi * 0.04 * time), 0 * time], 1)
    steps = np.stack([2 * np.sin(2 * np.pi * k * time) for k in (1.8, 3.6, 0.9)], 1)
    found = signals.parts(slow + steps, 100.0)
    np.testing.assert_allclose(found.gravity + found.body, slow + steps, atol=1e-9)
    middle = slice(300, -300)
    np.testing.assert_allclose(found.gravity[middle], slow[middle], atol=0.05)
    np.testing.assert_allclose(found.body[middle], steps[middle], atol=0.05)


def test_a_short_recording_has_parts_too() -> None:
    short = walker.posture("sitting", 2.56)
    assert np.abs(signals.parts(short.accel_ms2, 50.0).gravity.mean(0) - short.accel_ms2.mean(0)).max() < 0.1


def test_spectrum_gives_each_sine_its_amplitude() -> None:
    time = np.arange(500) / 50
    wave = 3 * np.sin(2 * np.pi * 2 * time) + 0.5 * np.sin(2 * np.pi * 7 * time) + 9.81
    found = signals.spectrum(wave[:, None], 50.0)
    at = {hertz: found.amplitude[np.argmin(np.abs(found.frequency_hz - hertz)), 0] for hertz in (2, 7, 12)}
    assert at[2] == pytest.approx(3, abs=0.01) and at[7] == pytest.approx(0.5, abs=0.01)
    assert at[12] < 1e-3 and found.amplitude[0, 0] < 0.01


@pytest.mark.parametrize("angles", [(90, 0, 0), (0, 90, 0), (0, 0, 90), (20, -130, 75)])
def test_turning_is_scipys_rotation(angles: tuple[float, float, float]) -> None:
    r = signals.turn(*angles)
    np.testing.assert_allclose(r, Rotation.from_euler("xyz", angles, degrees=True).as_matrix(), atol=1e-12)


def test_a_turned_phone_measures_the_same_lengths() -> None:
    recording = walker.posture("walking", 4)
    turned = signals.turned(recording, signals.turn(30, 40, 50))
    for before, after in ((recording.accel_ms2, turned.accel_ms2), (recording.gyro_rads, turned.gyro_rads)):
        lengths = [np.linalg.norm(values, axis=1) for values in (before, after)]
        np.testing.assert_allclose(*lengths, rtol=1e-4)
    np.testing.assert_allclose(
        turned.accel_ms2[7], signals.turn(30, 40, 50) @ recording.accel_ms2[7], rtol=1e-4
    )
