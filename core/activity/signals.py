"""Looking into a signal: its gravity and body part, its spectrum, and the phone turned."""

from dataclasses import dataclass, replace

import numpy as np

from core.activity.recording import Recording

CORNER = 0.3  # Hz: slower than this is gravity (Anguita et al., 2013)


@dataclass(frozen=True)
class Parts:
    """An acceleration in two: gravity (N, 3) turns slowly with the phone, body (N, 3) is the rest."""

    gravity: np.ndarray
    body: np.ndarray


@dataclass(frozen=True)
class Spectrum:
    """How strong each rhythm is: frequency_hz (F,), amplitude (F, channels) in the signal's own unit."""

    frequency_hz: np.ndarray
    amplitude: np.ndarray


def parts(accel_ms2: np.ndarray, rate_hz: float) -> Parts:
    """Divide acceleration (N, 3) by a low-pass of third order at 0.3 Hz, run forth and back (no delay)."""
    from scipy.signal import butter, sosfiltfilt

    low_pass = butter(3, CORNER, fs=rate_hz, output="sos")
    pad = min(len(accel_ms2) - 1, int(rate_hz / CORNER))
    gravity = sosfiltfilt(low_pass, accel_ms2, axis=0, padlen=pad)
    return Parts(gravity, accel_ms2 - gravity)


def spectrum(values: np.ndarray, rate_hz: float) -> Spectrum:
    """Return the amplitudes of the sines that make up values (N, channels) without their mean."""
    n = len(values)
    hann = np.hanning(n + 1)[:n, None]
    bent = (values - values.mean(0)) * hann
    return Spectrum(np.fft.rfftfreq(n, 1 / rate_hz), 2 * np.abs(np.fft.rfft(bent, axis=0)) / hann.sum())


def turn(x: float = 0, y: float = 0, z: float = 0) -> np.ndarray:
    """Return the (3, 3) rotation by angles in degrees about the phone's x, then y, then z axis."""
    a, b, c = np.radians([x, y, z])
    about_x = np.array([[1, 0, 0], [0, np.cos(a), -np.sin(a)], [0, np.sin(a), np.cos(a)]])
    about_y = np.array([[np.cos(b), 0, np.sin(b)], [0, 1, 0], [-np.sin(b), 0, np.cos(b)]])
    about_z = np.array([[np.cos(c), -np.sin(c), 0], [np.sin(c), np.cos(c), 0], [0, 0, 1]])
    return about_z @ about_y @ about_x


def turned(recording: Recording, rotation: np.ndarray) -> Recording:
    """Return what a phone would have recorded whose axes are turned: each vector v becomes `rotation` @ v."""
    r = rotation.astype(np.float32)
    gyro = None if recording.gyro_rads is None else recording.gyro_rads @ r.T
    return replace(recording, accel_ms2=recording.accel_ms2 @ r.T, gyro_rads=gyro)
