"""The HAPT recordings as windows, and how they are varied, for the scripts that learn from them."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from core.activity import walker
from core.activity.recording import ACTIVITIES, GRAVITY
from core.activity.windows import LENGTH

DATA = (
    "HAPT, raw phone recordings at 50 Hz, phone at the waist (Reyes-Ortiz, Oneto, Samà, Parra & Anguita, "
    "Transition-aware human activity recognition using smartphones, Neurocomputing 171, 2016; UCI)"
)
LICENCE = "AGPL-3.0-or-later (weights); data: CC BY 4.0, cite the paper; its README forbids commercial use"


@dataclass(frozen=True)
class Data:
    """A long signal (N, 6) in m/s² and rad/s, and the windows in it.

    start (W,), label (W,) 0..5, person (W,), is_test (W,); the same activity lasts from low to high (W,).
    """

    signal: Tensor
    start: Tensor
    label: Tensor
    person: np.ndarray
    is_test: np.ndarray
    low: Tensor
    high: Tensor


def load(path: Path) -> Data:
    """Read the recordings; keep the windows of the six activities."""
    h = np.load(path)
    signal = (h["signal"] * h["scale"]).astype(np.float32)
    signal[:, :3] *= GRAVITY
    sort = h["sample_label"].astype(int)
    for i, (_, _, first, last) in enumerate(h["experiments"]):
        sort[first:last] += 100 * i  # the same activity in the next recording is another piece
    changes = np.flatnonzero(np.diff(sort)) + 1
    keep = h["win_label"] <= len(ACTIVITIES)
    start = h["win_start"][keep].astype(int)
    piece = np.searchsorted(changes, start + LENGTH // 2, side="right")
    ends = np.concatenate([[0], changes, [len(sort)]])
    low, high = ends[piece], ends[piece + 1]
    label = h["win_label"][keep].astype(int) - 1
    tensors = (torch.from_numpy(array) for array in (signal, start, label, low, high))
    signal, start, label, low, high = tensors
    return Data(signal, start, label, h["win_user"][keep], h["win_is_test"][keep], low, high)


def made_up() -> Data:
    """Return six simulated people with ten seconds of everything: enough to run every line of this script."""
    parts, rows = [], []
    for person in range(6):
        for label, name in enumerate(ACTIVITIES):
            low = sum(map(len, parts))
            r = walker.posture(name, 10, seed=person, person=0.5)
            parts.append(np.hstack([r.accel_ms2, r.gyro_rads]))
            high = low + len(parts[-1])
            rows += [
                (s, label, person, person > 3, low, high) for s in range(low, high - LENGTH, LENGTH // 2)
            ]
    start, label, person, is_test, low, high = map(np.array, zip(*rows, strict=True))
    tensors = (torch.from_numpy(array) for array in (np.vstack(parts), start, label, low, high))
    signal, start, label, low, high = tensors
    return Data(signal, start, label, person, is_test, low, high)


def windows_of(data: Data, rows: Tensor) -> Tensor:
    """Return the windows (B, 6, 128) as they are."""
    return data.signal[data.start[rows, None] + torch.arange(LENGTH)].transpose(1, 2)


def rotations(count: int, degrees: float) -> Tensor:
    """Return (count, 3, 3): about a random axis by a normal angle, or from 180 degrees on uniformly any."""
    axis = F.normalize(torch.randn(count, 3), dim=1)
    half = torch.randn(count, 1) * degrees / 2 * torch.pi / 180
    quaternion = torch.cat([half.cos(), half.sin() * axis], 1)
    if degrees >= 180:
        quaternion = F.normalize(torch.randn(count, 4), dim=1)
    w, x, y, z = quaternion.T
    rows = [1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)]
    rows += [2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)]
    rows += [2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)]
    return torch.stack(rows, 1).view(count, 3, 3)


def turned(windows: Tensor, rotation: Tensor) -> Tensor:
    """Turn the accelerations and rotations of windows (B, 6, 128) by (B, 3, 3)."""
    return torch.cat([rotation @ windows[:, :3], rotation @ windows[:, 3:]], 1)


def augmented(data: Data, rows: Tensor, tilt: float, warp: float, strength: float, shift: int) -> Tensor:
    """Return windows (B, 6, 128) as they might have been with other people and other phones.

    The phone turned by `tilt` degrees (standard deviation), the movement up to a share `warp` faster or
    slower, `strength` (standard deviation) stronger or weaker, and up to `shift` samples earlier or later.
    """
    n = len(rows)
    speed = 1 + warp * (2 * torch.rand(n) - 1)
    begin = data.start[rows] + shift * (2 * torch.rand(n) - 1)
    begin = begin.minimum(data.high[rows] - 1 - (LENGTH - 1) * speed).maximum(data.low[rows].float())
    place = (begin[:, None] + speed[:, None] * torch.arange(LENGTH)).clamp(max=len(data.signal) - 2)
    before = place.long()
    part = (place - before)[..., None]
    x = (data.signal[before] * (1 - part) + data.signal[before + 1] * part).transpose(1, 2)
    x = turned(x, rotations(n, tilt)) * (1 + strength * torch.randn(n, 1, 1))
    return torch.cat([x[:, :3], x[:, 3:] * speed[:, None, None]], 1)
