"""What a person would measure in a window: the classical model sees these numbers and nothing else.

All at once for many windows, in NumPy; accelerations in g, rotations in rad/s.
"""

from dataclasses import dataclass

import numpy as np

from core.activity.recording import GRAVITY
from core.activity.windows import LENGTH, RATE

BANDS = ((0.4, 1.2), (1.2, 2.2), (2.2, 3.2), (3.2, 5.0), (5.0, 8.0), (8.0, 15.0))  # Hz
AXES = ("x", "y", "z")
SIGNALS = ("accel", "gyro")


@dataclass(frozen=True)
class Feature:
    """One number of a window: `kind` says what is computed (its words are in the lesson), `of` from what."""

    kind: str
    of: str

    @property
    def name(self) -> str:
        """Return "mean accel x" and the like."""
        return f"{self.kind} {self.of}"


def _named() -> tuple[Feature, ...]:
    six = [f"{signal} {axis}" for signal in SIGNALS for axis in AXES]
    eight = [*six, "accel length", "gyro length"]
    pairs = [f"{signal} {a}{b}" for signal in SIGNALS for a, b in ("xy", "yz", "zx")]
    named = [Feature("mean", of) for of in six]
    named += [Feature("tilt", f"accel {axis}") for axis in AXES]
    for kind in ("spread", "least", "most", "jerk", "crossings"):
        named += [Feature(kind, of) for of in eight]
    named += [Feature("together", of) for of in pairs]
    lengths = eight[6:]
    named += [Feature("rhythm", of) for of in lengths] + [Feature("clarity", of) for of in lengths]
    bands = [f"{low:g}–{high:g} Hz" for low, high in BANDS]
    return (*named, *(Feature(f"strength {band}", of) for of in (*six[:3], *lengths) for band in bands))


FEATURES = _named()


def of(windows: np.ndarray) -> np.ndarray:
    """Return the features (W, len(FEATURES)) float32 of windows (W, 6, 128) in m/s² and rad/s."""
    x = windows.astype(np.float64)
    x[:, :3] /= GRAVITY
    lengths = np.stack([np.linalg.norm(x[:, :3], axis=1), np.linalg.norm(x[:, 3:], axis=1)], 1)
    eight = np.concatenate([x, lengths], 1)  # (W, 8, 128)
    mean = eight.mean(2)
    body = eight - mean[..., None]
    spread = body.std(2)
    jerk = np.abs(np.diff(eight, axis=2)).mean(2) * RATE
    crossings = (body[..., 1:] * body[..., :-1] < 0).mean(2)
    rhythm, clarity, strength = _spectral(body)
    upward = mean[:, :3] / np.maximum(np.linalg.norm(mean[:, :3], axis=1, keepdims=True), 1e-6)
    columns = [mean[:, :6], np.degrees(np.arcsin(np.clip(upward, -1, 1))) / 90]
    columns += [_log(spread), _scaled(eight.min(2)), _scaled(eight.max(2)), _log(jerk), crossings]
    columns += [_together(body[:, :3]), _together(body[:, 3:6]), rhythm, clarity, strength]
    return np.concatenate(columns, 1).astype(np.float32)


def _log(x: np.ndarray) -> np.ndarray:
    """Return the logarithm, so that twice as strong is one step, whether weak or strong."""
    return np.log10(np.maximum(x, 1e-3))


def _scaled(x: np.ndarray) -> np.ndarray:
    """Return ± the square root, which keeps single hard shocks from drowning everything else."""
    return np.sign(x) * np.sqrt(np.abs(x))


def _together(x: np.ndarray) -> np.ndarray:
    """Return the correlations xy, yz, zx (W, 3) of (W, 3, 128) without their mean; 0 for a flat one."""
    turned = np.roll(x, -1, axis=1)
    size = np.sqrt((x**2).mean(2) * (turned**2).mean(2))
    return (x * turned).mean(2) / np.maximum(size, 1e-6)


def _spectral(body: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the lengths' strongest rhythms in Hz, its share of all power, and the log power in each band."""
    power = np.abs(np.fft.rfft(body * np.hanning(LENGTH), axis=2)) ** 2 / LENGTH**2
    frequency = np.fft.rfftfreq(LENGTH, 1 / RATE)
    lengths = power[:, 6:]
    strongest = lengths[..., 1:].argmax(2) + 1
    share = np.take_along_axis(lengths, strongest[..., None], 2)[..., 0] / np.maximum(lengths.sum(2), 1e-12)
    rows = power[:, (0, 1, 2, 6, 7)]
    bands = [rows[..., (frequency >= low) & (frequency < high)].sum(2) for low, high in BANDS]
    strength = np.log10(np.maximum(np.stack(bands, 2), 1e-8)).reshape(len(body), -1)
    return frequency[strongest], share, strength
