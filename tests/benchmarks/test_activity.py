"""Ten minutes at 100 Hz are read apart, resampled and recognised in little more than the bare parts take."""

import io
import subprocess
import sys
import time
from collections.abc import Callable

import numpy as np
import pandas as pd

from core.activity import infer, walker, windows
from core.activity.files import read_recording
from core.runtime import engine

SECONDS, RATE = 600, 100
PLAIN = "import sys, pandas; pandas.read_csv(sys.stdin.buffer)"
"""what reads a stranger's file in a process of its own, and nothing else"""


def ten_minutes() -> bytes:
    """Return a phone's CSV file of 4 MB."""
    slow = walker.posture("walking", SECONDS + 1)
    time_s = np.arange(SECONDS * RATE) / RATE
    columns = [time_s]
    for values in (slow.accel_ms2, slow.gyro_rads):
        columns += [np.interp(time_s, slow.time_s, values[:, i]) for i in range(3)]
    header = "Time (s),ax (m/s^2),ay (m/s^2),az (m/s^2),gx (rad/s),gy (rad/s),gz (rad/s)\n"
    out = io.StringIO()
    pd.DataFrame(np.column_stack(columns)).to_csv(out, header=False, index=False, float_format="%.5f")
    return (header + out.getvalue()).encode()


def seconds(function: Callable[[], object]) -> float:
    started = time.perf_counter()
    function()
    return time.perf_counter() - started


def test_ten_minutes_of_a_phone(record_property: Callable[[str, object], None]) -> None:
    data = ten_minutes()
    cut = windows.cut(windows.resample(read_recording(data)))
    values = np.ascontiguousarray(cut.values)
    run = engine.predictor("activity_cnn")
    plain = [sys.executable, "-c", PLAIN]
    ways = (
        lambda: (subprocess.run(plain, input=data, check=True), run(values)),
        lambda: infer.recognise(read_recording(data), "activity_cnn"),
    )
    bare, whole = (
        min(times) for times in zip(*([seconds(way) for way in ways] for _ in range(6)), strict=True)
    )
    record_property("milliseconds", [round(bare * 1e3), round(whole * 1e3)])
    assert len(cut.start_s) == 467
    assert whole < 2 * bare, f"{whole * 1e3:.0f} ms against {bare * 1e3:.0f} ms"
