"""A simulated person with a phone at the waist: a gait as a sum of sines, a posture as a tilt.

The phone sits as in the training data: its x axis points up along the body. How strong the sines are, and how
they follow each other, is the mean of 21 people (core.train.gaits); real steps are less regular.
"""

import json
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np

from core.activity.recording import GRAVITY, Note, Recording

RATE = 50.0  # Hz
GAITS_FILE = Path(__file__).with_name("gaits.json")
MULTIPLES = (0.5, 1.0, 1.5, 2.0, 3.0, 4.0)  # of the step rate; two steps are one stride


@dataclass(frozen=True)
class Walker:
    """Somebody who moves, or does not.

    `cadence` steps a second, 0 keeps still; `bounce` times the usual height of a step and `impact` times the
    usual shock when a foot lands; `lean` and `roll` in degrees turn the phone about y (forward) and z (to the
    side); `turning` rad/s about the body's long axis, as on a winding staircase; `slope` from -1, downstairs,
    over 0 to 1, upstairs, changes the way of walking; `wobble` times the usual irregularity.
    """

    cadence: float = 1.74
    bounce: float = 1.0
    impact: float = 1.0
    lean: float = 4.0
    roll: float = -10.0
    turning: float = 0.0
    slope: float = 0.0
    wobble: float = 1.0


POSTURES: dict[str, Walker] = {
    "walking": Walker(),
    "upstairs": Walker(cadence=1.64, lean=9.0, roll=-16.0, turning=0.28, slope=1.0),
    "downstairs": Walker(cadence=1.78, lean=3.0, roll=-9.0, turning=-0.3, slope=-1.0),
    "sitting": Walker(cadence=0, lean=-9.0, roll=9.0),
    "standing": Walker(cadence=0, lean=2.0, roll=-9.0),
    "lying": Walker(cadence=0, lean=-45.0, roll=88.0),
}
"""Settings that the networks know as each activity."""


@cache
def gaits() -> dict[str, dict[str, np.ndarray]]:
    """Return what was measured of the six activities; "harmonics" (multiples, 6) are complex amplitudes."""
    found = json.loads(GAITS_FILE.read_text(encoding="utf8"))
    read = {name: {key: np.array(value) for key, value in facts.items()} for name, facts in found.items()}
    for facts in read.values():
        if "phase" in facts:
            facts["harmonics"] = facts["amplitude"] * np.exp(1j * facts["phase"])
    return read


def harmonics(slope: float) -> tuple[np.ndarray, np.ndarray]:
    """Return complex amplitudes (multiples, 6) and noise (6,) of walking on a slope of -1..1."""
    level, other = gaits()["walking"], gaits()["upstairs" if slope > 0 else "downstairs"]
    part = min(1.0, abs(slope))
    return tuple((1 - part) * level[key] + part * other[key] for key in ("harmonics", "noise"))


def simulate(walker: Walker, seconds: float = 10.0, seed: int = 0) -> Recording:
    """Return a recording of `walker` at 50 Hz."""
    rng = np.random.default_rng(seed)
    n = max(2, round(seconds * RATE))
    values = _steps(walker, n, rng) if walker.cadence > 0 else _stillness(walker, n, rng)
    values[:, 0] += GRAVITY
    values[:, 3] += walker.turning
    tilt = _tilt(walker)
    accel, gyro = (values[:, part] @ tilt.T for part in (slice(3), slice(3, 6)))
    return Recording(np.arange(n) / RATE, accel.astype(np.float32), gyro.astype(np.float32), RATE)


def _steps(walker: Walker, n: int, rng: np.random.Generator) -> np.ndarray:
    """Return (n, 6): what somebody who walks adds to gravity, along the body."""
    rate = walker.cadence * (1 + 0.03 * walker.wobble * _slow(rng, n))
    phase = 2 * np.pi * np.cumsum(rate) / RATE + rng.uniform(0, 4 * np.pi)
    usual, noise = harmonics(walker.slope)
    strength = np.where(np.array(MULTIPLES) > 1, walker.impact, walker.bounce)[:, None]
    sines = np.exp(1j * phase[:, None] * np.array(MULTIPLES))  # (n, multiples)
    regular = np.real(sines @ (usual * strength)) * (1 + 0.1 * walker.wobble * _slow(rng, n))[:, None]
    return regular + walker.wobble * noise * _rough(rng, n)


def _stillness(walker: Walker, n: int, rng: np.random.Generator) -> np.ndarray:
    """Return (n, 6): what somebody who keeps still adds to gravity."""
    return walker.wobble * gaits()["standing"]["noise"] * rng.standard_normal((n, 6))


def posture(name: str, seconds: float = 10.0, seed: int = 0, person: float = 0.0) -> Recording:
    """Return a recording of one of POSTURES; `person` 0..1 varies it as one person differs from another."""
    base = POSTURES[name]
    by = np.random.default_rng(seed).standard_normal(5) * person
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


def _rough(rng: np.random.Generator, n: int) -> np.ndarray:
    """Return (n, 6) noise of size one, stronger at low frequencies, as what differs from step to step."""
    white = rng.standard_normal((n + 4, 6))
    return np.stack([white[i : n + i] for i in range(5)]).sum(0) / np.sqrt(5)


def _tilt(walker: Walker) -> np.ndarray:
    """Return (3, 3) that turns the body's axes, x up, into those of a phone that leans."""
    a, b = np.radians([walker.lean, walker.roll])
    about_y = np.array([[np.cos(a), 0, np.sin(a)], [0, 1, 0], [-np.sin(a), 0, np.cos(a)]])
    about_z = np.array([[np.cos(b), -np.sin(b), 0], [np.sin(b), np.cos(b), 0], [0, 0, 1]])
    return about_y @ about_z
