"""The features, computed for all windows at once, against NumPy and SciPy window by window."""

import numpy as np
import pytest
from scipy.signal import periodogram

from core.activity import features, models, walker, windows
from core.activity.features import BANDS, FEATURES
from core.activity.recording import GRAVITY

WINDOWS = np.concatenate(
    [windows.cut(windows.resample(walker.posture(name, 6))).values for name in walker.POSTURES]
)


def column(name: str) -> np.ndarray:
    return features.of(WINDOWS)[:, [feature.name for feature in FEATURES].index(name)]


def signal(i: int, name: str) -> np.ndarray:
    """Return one of the eight signals of a window, accelerations in g."""
    accel, gyro = WINDOWS[i, :3].astype(float) / GRAVITY, WINDOWS[i, 3:].astype(float)
    kind, which = name.split()
    values = accel if kind == "accel" else gyro
    return np.linalg.norm(values, axis=0) if which == "length" else values["xyz".index(which)]


REFERENCES = {
    "mean": np.mean,
    "spread": lambda x: np.log10(max(np.std(x), 1e-3)),
    "least": lambda x: np.sign(x.min()) * np.sqrt(abs(x.min())),
    "most": lambda x: np.sign(x.max()) * np.sqrt(abs(x.max())),
    "jerk": lambda x: np.log10(max(np.mean(np.abs(np.diff(x))) * 50, 1e-3)),
    "crossings": lambda x: np.mean(np.diff(np.sign(x - x.mean())) != 0),
}


@pytest.mark.parametrize("feature", [f for f in FEATURES if f.kind in REFERENCES], ids=lambda f: f.name)
def test_statistics(feature: features.Feature) -> None:
    expected = [REFERENCES[feature.kind](signal(i, feature.of)) for i in range(len(WINDOWS))]
    np.testing.assert_allclose(column(feature.name), expected, atol=1e-5)


@pytest.mark.parametrize("kind", ["accel", "gyro"])
def test_together_is_the_correlation(kind: str) -> None:
    for a, b in ("xy", "yz", "zx"):
        expected = [
            np.corrcoef(signal(i, f"{kind} {a}"), signal(i, f"{kind} {b}"))[0, 1] for i in range(len(WINDOWS))
        ]
        np.testing.assert_allclose(column(f"together {kind} {a}{b}"), expected, atol=1e-4)


def test_strength_is_the_power_in_a_band() -> None:
    for low, high in BANDS:
        found = column(f"strength {low:g}–{high:g} Hz accel length")
        for i in range(0, len(WINDOWS), 5):
            x = signal(i, "accel length")
            frequency, power = periodogram(x - x.mean(), 50, np.hanning(128), detrend=False)
            scale = 50 * (np.hanning(128) ** 2).sum() / 2 / 128**2
            expected = power[(frequency >= low) & (frequency < high)].sum() * scale
            assert found[i] == pytest.approx(np.log10(max(expected, 1e-8)), abs=1e-4)


def test_rhythm_of_a_walker_is_the_rate_of_steps_or_strides() -> None:
    steady = walker.Walker(cadence=1.95, wobble=0.1)
    cut = windows.cut(windows.resample(walker.simulate(steady, 10)))
    at = [feature.name for feature in FEATURES].index("rhythm accel length")
    assert np.median(features.of(cut.values)[:, at]) == pytest.approx(1.95, abs=0.2)


def test_tilt_is_the_angle_to_the_horizon() -> None:
    at_rest = np.zeros((1, 6, 128), np.float32)
    at_rest[0, :3] = np.array([[np.sin(np.radians(30))], [0], [np.cos(np.radians(30))]]) * GRAVITY
    names = [feature.name for feature in FEATURES]
    found = dict(zip(names, features.of(at_rest)[0], strict=True))
    assert found["tilt accel x"] * 90 == pytest.approx(30, abs=1e-3)
    assert found["tilt accel z"] * 90 == pytest.approx(60, abs=1e-3)
    assert np.all(np.isfinite(list(found.values())))


def test_every_feature_has_a_name_of_its_own() -> None:
    assert len({feature.name for feature in FEATURES}) == len(FEATURES) == models.FEATURE_COUNT
    assert features.of(WINDOWS).shape == (len(WINDOWS), len(FEATURES))
