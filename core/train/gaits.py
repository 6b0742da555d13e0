"""Measure how people walk, for the simulated walker: mean harmonics of the 21 training people of HAPT.

    python -m core.train.gaits --data DIR    writes core/activity/gaits.json

In each window the step rate is where sines at half, once and twice of it explain most. Amplitudes and phases
at multiples of it are counted from the moment of strongest upward acceleration, then averaged over windows.
"""

import argparse
import json
from pathlib import Path

import numpy as np

from core.activity.recording import ACTIVITIES
from core.activity.walker import GAITS_FILE, MULTIPLES
from core.activity.windows import LENGTH, RATE
from core.train.shared.hapt import Data, load, windows_of

STEP_RATES = np.arange(1.2, 2.6, 0.02)  # Hz
TIME = np.arange(LENGTH) / RATE
WEIGHTS = np.hanning(LENGTH) / np.hanning(LENGTH).sum()


def harmonic(x: np.ndarray, frequency: np.ndarray | float) -> np.ndarray:
    """Return the complex amplitudes (W, 6) of signals (W, 6, 128) at a frequency, one each or for all."""
    sine = np.exp(-2j * np.pi * np.reshape(frequency, (-1, 1, 1)) * TIME)
    return 2 * (x * WEIGHTS * sine).sum(2)


def step_rates(x: np.ndarray) -> np.ndarray:
    """Return the step rate (W,) in Hz of windows (W, 6, 128) without their mean."""
    found = [
        sum(
            weight * (np.abs(harmonic(x, k * rate)[:, :3]) ** 2).sum(1)
            for k, weight in ((0.5, 0.5), (1, 1), (2, 0.7))
        )
        for rate in STEP_RATES
    ]
    return STEP_RATES[np.argmax(found, 0)]


def gait(x: np.ndarray) -> dict:
    """Return step rate, amplitudes and phases (multiples, 6), noise and mean (6,) of windows (W, 6, 128)."""
    mean = x.mean(2)
    body = x - mean[..., None]
    rate = step_rates(body)
    found = np.stack([harmonic(body, k * rate) for k in MULTIPLES], 1)  # (W, multiples, 6)
    explained = sum(
        np.real(found[:, j, :, None] * np.exp(2j * np.pi * k * rate[:, None, None] * TIME))
        for j, k in enumerate(MULTIPLES)
    )
    start = np.angle(found[:, MULTIPLES.index(1.0), 0])[:, None, None]
    found = found * np.exp(-1j * start * np.array(MULTIPLES)[:, None])
    other_foot = np.real(found[:, 0, 3]) < 0  # which of two steps is the first, told by the turning hip
    found[other_foot] *= np.exp(-2j * np.pi * np.array(MULTIPLES))[:, None]
    return {
        "step_rate": round(float(np.median(rate)), 2),
        "amplitude": np.abs(found).mean(0).round(2).tolist(),
        "phase": np.angle(found.mean(0)).round(2).tolist(),
        "noise": (body - explained).std(2).mean(0).round(2).tolist(),
        "mean": mean.mean(0).round(2).tolist(),
    }


def rest(x: np.ndarray) -> dict:
    """Return the noise (6,) and the mean (6,) of windows (W, 6, 128) of somebody who keeps still."""
    return {"noise": np.median(x.std(2), 0).round(3).tolist(), "mean": x.mean((0, 2)).round(2).tolist()}


def measure(data: Data) -> dict:
    """Return what the training people do on average, by activity."""
    import torch

    found = {}
    for label, name in enumerate(ACTIVITIES):
        rows = torch.from_numpy(np.flatnonzero((data.label.numpy() == label) & ~data.is_test))
        x = windows_of(data, rows).numpy().astype(np.float64)
        found[name] = gait(x) if label < 3 else rest(x)
    return found


def main() -> None:
    """Read the recordings, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with har_hapt/hapt_50hz.npz")
    parser.add_argument("--out", type=Path, default=GAITS_FILE)
    args = parser.parse_args()
    found = measure(load(args.data / "har_hapt" / "hapt_50hz.npz"))
    lines = [f' "{name}": {json.dumps(facts)}' for name, facts in found.items()]
    args.out.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf8")


if __name__ == "__main__":
    main()
