"""A simulated person with a phone at the waist: a gait as a sum of sines, a posture as a tilt.

The phone sits as in the training data: its x axis points up, y to the right, z backward. Amplitudes are those
of 21 people on average, rounded; a real step is less regular.
"""

from dataclasses import dataclass, replace

import numpy as np

from core.activity.recording import GRAVITY, Note, Recording

RATE = 50.0  # Hz


@dataclass(frozen=True)
class Walker:
    """Somebody who moves, or does not.

    `cadence` steps a second, 0 stands still; `bounce` times the usual height of the steps; `impact` times the
    usual shock when a foot lands; `lean` and `roll` in degrees turn the phone about y (forward) and z (to
    the side); `turning` rad/s about the body's long axis, as on a winding staircase; `wobble` times the usual
    irregularity.
    """

    cadence: float = 1.85
    bounce: float = 1.0
    impact: float = 1.0
    lean: float = 4.0
    roll: float = -10.0
    turning: float = 0.0
    wobble: float = 1.0


POSTURES: dict[str, Walker] = {
    "walking": Walker(),
    "upstairs": Walker(cadence=1.6, bounce=1.35, impact=0.5, lean=9.0, roll=-16.0, turning=0.28),
    "downstairs": Walker(cadence=1.9, bounce=1.7, impact=2.2, lean=3.0, roll=-9.0, turning=-0.3),
    "sitting": Walker(cadence=0, lean=-9.0, roll=9.0),
    "standing": Walker(cadence=0, lean=2.0, roll=-9.0),
    "lying": Walker(cadence=0, lean=-45.0, roll=88.0),
}
"""Settings that the networks know as each activity."""

# Amplitude in m/s² and phase of acceleration up, right, backward at 1/2, 1, 3/2, 2 and 3 times the step rate.
GAIT_ACCEL = {
    0.5: ((0.35, 0.0), (0.8, 0.6), (1.0, 2.0)),
    1.0: ((2.8, 0.0), (1.5, 1.1), (1.2, 4.2)),
    1.5: ((0.5, 1.0), (0.5, 2.5), (0.35, 0.4)),
    2.0: ((0.9, 2.2), (0.6, 0.3), (0.45, 5.0)),
    3.0: ((0.6, 4.0), (0.5, 3.2), (0.4, 1.3)),
}
# The same of rotation in rad/s.
GAIT_GYRO = {
    0.5: ((0.5, 0.3), (0.4, 1.5), (0.24, 3.0)),
    1.0: ((0.12, 1.2), (0.2, 0.5), (0.18, 2.2)),
    2.0: ((0.18, 2.0), (0.36, 4.0), (0.28, 0.9)),
}
REST_ACCEL, REST_GYRO = 0.06, 0.02  # of somebody who keeps still: m/s², rad/s


def simulate(walker: Walker, seconds: float = 10.0, seed: int = 0) -> Recording:
    """Return a recording of `walker` at 50 Hz."""
    rng = np.random.default_rng(seed)
    n = max(2, round(seconds * RATE))
    time = np.arange(n) / RATE
    drift = 1 + 0.03 * walker.wobble * _slow(rng, n)
    phase = 2 * np.pi * np.cumsum(walker.cadence * drift) / RATE + rng.uniform(0, 2 * np.pi)
    accel, gyro = np.zeros((n, 3)), np.zeros((n, 3))
    if walker.cadence > 0:
        strength = walker.bounce * (1 + 0.1 * walker.wobble * _slow(rng, n))[:, None]
        accel = strength * _sines(phase, GAIT_ACCEL)
        gyro = strength * _sines(phase, GAIT_GYRO)
        landing = np.maximum(0, np.cos(phase - 0.5)) ** 12
        accel += walker.impact * landing[:, None] * np.array([1.6, 0.7, -0.5])
    noise = (0.35 if walker.cadence > 0 else REST_ACCEL) * walker.wobble
    accel += noise * rng.standard_normal((n, 3)) + 0.3 * REST_ACCEL * _slow(rng, n)[:, None]
    gyro += (0.08 if walker.cadence > 0 else REST_GYRO) * walker.wobble * rng.standard_normal((n, 3))
    accel[:, 0] += GRAVITY
    gyro[:, 0] += walker.turning
    tilt = _tilt(walker)
    return Recording(time, (accel @ tilt.T).astype(np.float32), (gyro @ tilt.T).astype(np.float32), RATE)


def posture(name: str, seconds: float = 10.0, seed: int = 0, person: float = 0.0) -> Recording:
    """Return a recording of one of POSTURES; `person` 0..1 varies it as much as one person from another."""
    rng = np.random.default_rng(seed)
    base = POSTURES[name]
    by = rng.standard_normal(5) * person
    somebody = replace(
        base,
        cadence=base.cadence * (1 + 0.07 * by[0]),
        bounce=base.bounce * (1 + 0.12 * by[1]),
        impact=base.impact * (1 + 0.2 * by[2]),
        lean=base.lean + 5 * by[3],
        roll=base.roll + 4 * by[4],
    )
    return simulate(somebody, seconds, seed)


def day(plan: tuple[tuple[str, float], ...], seed: int = 0) -> Recording:
    """Return activities one after the other, (name, seconds) each, with half a second between two of them."""
    parts = [posture(name, seconds, seed + i) for i, (name, seconds) in enumerate(plan)]
    accel = np.concatenate([part.accel_ms2 for part in parts])
    gyro = np.concatenate([part.gyro_rads for part in parts])
    for end in np.cumsum([len(part.time_s) for part in parts])[:-1]:
        for values in (accel, gyro):
            _smooth_over(values, end, round(RATE / 4))
    return Recording(np.arange(len(accel)) / RATE, accel, gyro, RATE, (Note("rate", {"rate": RATE}),))


def _smooth_over(values: np.ndarray, at: int, half: int) -> None:
    """Replace `half` samples on either side of a seam by a curve from one to the other."""
    low, high = max(0, at - half), min(len(values) - 1, at + half)
    bend = (1 - np.cos(np.linspace(0, np.pi, high - low + 1)))[:, None] / 2
    values[low : high + 1] = values[low] * (1 - bend) + values[high] * bend


def _slow(rng: np.random.Generator, n: int) -> np.ndarray:
    """Return (n,) smooth noise of about size one that changes over a second or two."""
    knots = rng.standard_normal(int(n / RATE) + 3)
    return np.interp(np.arange(n) / RATE, np.arange(len(knots)), knots)


def _sines(phase: np.ndarray, gait: dict[float, tuple[tuple[float, float], ...]]) -> np.ndarray:
    return np.stack(
        [sum(axes[i][0] * np.sin(k * phase + axes[i][1]) for k, axes in gait.items()) for i in range(3)], 1
    )


def _tilt(walker: Walker) -> np.ndarray:
    """Return (3, 3) that turns the body's axes, x up, into those of a phone that leans."""
    a, b = np.radians([walker.lean, walker.roll])
    about_y = np.array([[np.cos(a), 0, np.sin(a)], [0, 1, 0], [-np.sin(a), 0, np.cos(a)]])
    about_z = np.array([[np.cos(b), -np.sin(b), 0], [np.sin(b), np.cos(b), 0], [0, 0, 1]])
    return about_y @ about_z
