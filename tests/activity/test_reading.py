"""How people's programs write clocks, names, signs and line ends; and that nothing breaks the reader."""

import struct
import unicodedata
import zlib
from datetime import datetime, timedelta

import numpy as np
import pytest

from core.activity.files import columns_of, read_recording
from core.activity.recording import GRAVITY, Choices, Recording
from core.media.errors import MediaError
from tests.activity.exports import ACCEL, COUNT, GYRO, RATE, TIME, table

START = datetime(2026, 5, 14, 10, 59, 56)


def codes(recording: Recording) -> set[str]:
    return {note.code for note in recording.notes}


def written(clock: list[str], name: str = "Timestamp", sep: str = ",", end: str = "\n") -> bytes:
    rows = [sep.join([t, *(f"{v:.5f}" for v in row)]) for t, row in zip(clock, ACCEL, strict=True)]
    return (sep.join([name, "X", "Y", "Z"]) + end + end.join(rows) + end).encode()


def strftime(form: str) -> list[str]:
    return [
        (START + timedelta(seconds=float(t))).strftime(form).replace("AM", "오전" if "오전" in form else "AM")
        for t in TIME
    ]


SPELLED = (
    "%Y-%m-%d %H:%M:%S.%f",
    "%Y-%m-%dT%H:%M:%S.%fZ",
    "%d-%b-%Y %H:%M:%S.%f",
    "%m/%d/%Y %H:%M:%S.%f",
    "%m/%d/%Y %I:%M:%S.%f %p",
    "%I:%M:%S.%f %p",
    "%d.%m.%Y %H:%M:%S.%f",
    "%d.%m.%y %H:%M:%S.%f",
    "%Y. %m. %d. %H:%M:%S.%f",
    "%Y. %m. %d. 오전 %I:%M:%S.%f",
    "%Y년 %m월 %d일 %H시 %M분 %S.%f초",
    "%Y-%m-%d(목) %H:%M:%S.%f",
    "%Y-%m-%d %H-%M-%S-%f",
    "%Y-%m-%d %H:%M:%S.%f+0900 [Asia/Seoul]",
    "%Y-%m-%d %H:%M:%S.%f (KST)",
    "%Y%m%dT%H%M%S.%f",
    "%Y%m%d_%H%M%S_%f",
    "%a %b %d %H:%M:%S.%f KST %Y",
    "%b %d %Y %H:%M:%S.%f",
    "%H:%M:%S.%f",
    "%M:%S.%f",
)


@pytest.mark.parametrize("form", SPELLED)
def test_a_clock_is_read_however_it_is_spelled(form: str) -> None:
    recording = read_recording(written(strftime(form)))
    assert recording.rate_hz == pytest.approx(RATE, rel=1e-3)
    np.testing.assert_allclose(recording.time_s, TIME, atol=1e-4)  # over a full hour, too
    assert recording.used.time == "Timestamp"


NUMBERS = {
    "relative_time": TIME * 1e3,
    "Creation_Time": 1.424e18 + TIME * 1e9,
    "Arrival_Time": 1.424e12 + TIME * 1e3,
    "ts": 1.7e9 + TIME,
    "epoch": 1.7e15 + TIME * 1e6,
    "epoch_ms": 1.7e12 + TIME * 1e3,
    "ts_ns": TIME * 1e9,
    "timestamps": 4.9e13 + TIME * 1e9,
    "elapsed (s)": TIME,
    "Zeit_time_min": TIME / 60,
    "Date": 46_156.4 + TIME / 86_400,
    "측정 시각": 46_156.4 + TIME / 86_400,
    "clock reading": TIME + 3,
    "no word for it": TIME + 3,
    "timestamp (s)": 1.7e12 + TIME * 1e3,
}


@pytest.mark.parametrize("name", NUMBERS)
def test_a_clock_is_found_whatever_it_is_called_and_counts_in(name: str) -> None:
    recording = read_recording(table(f"{name},AccX,AccY,AccZ", NUMBERS[name], ACCEL, form="%.18g").encode())
    assert recording.used.time == name
    assert recording.rate_hz == pytest.approx(RATE, rel=0.01)
    assert recording.time_s[-1] == pytest.approx(TIME[-1], rel=0.01)


def test_what_stands_before_a_clock_is_no_acceleration() -> None:
    rows = [
        f"33,Jogging,{int(4.9e13 + t * 1e9)},{x:.5f},{y:.5f},{z:.5f};"
        for t, (x, y, z) in zip(TIME, ACCEL, strict=True)
    ]
    for text in ("\n".join(rows), "".join(rows[:200]) + "\n" + "\n".join(rows[200:])):
        recording = read_recording(text.encode())
        assert recording.used.time == "3" and recording.rate_hz == pytest.approx(RATE, rel=1e-3)
        np.testing.assert_allclose(recording.accel_ms2, ACCEL, atol=2e-3)


@pytest.mark.parametrize(("unit", "factor"), [("s", 1), (" ms", 1e3), ("초", 1)])
def test_numbers_with_their_unit(unit: str, factor: float) -> None:
    recording = read_recording(written([f"{t * factor:.3f}{unit}" for t in TIME], "time"))
    np.testing.assert_allclose(recording.time_s, TIME, atol=1e-4)


def test_whole_seconds_are_spread() -> None:
    for form in ("%Y-%m-%d %H:%M:%S", "%H:%M:%S", "%I:%M:%S %p", "%m/%d/%Y %H:%M:%S"):
        recording = read_recording(written(strftime(form)))
        assert "time_coarse" in codes(recording) and recording.rate_hz == pytest.approx(RATE, rel=0.01)


STOPPED = {
    "still": (["0"] * COUNT, "time_still"),
    "text that stands still": (["2026-05-14 10:11:12"] * COUNT, "time_still"),
    "rows counted": ([str(i) for i in range(COUNT)], "time_still"),
    "no times": (["soon"] * COUNT, "time_unreadable"),
    "empty": ([""] * COUNT, "time_unreadable"),
    "nan": (["nan"] * COUNT, "time_unreadable"),
    "infinite rate": ([f"{i * 1e-300}" for i in range(COUNT)], "time_disorder"),
    "anyhow": ([str(i * 7919 % 1009) for i in range(COUNT)], "time_disorder"),
}


@pytest.mark.parametrize("name", STOPPED)
def test_a_clock_that_is_none_is_told_and_the_rate_assumed(name: str) -> None:
    clock, code = STOPPED[name]
    recording = read_recording(written(clock, "time"))
    assert {code, "rate_assumed"} <= codes(recording)
    assert recording.rate_hz == pytest.approx(50) and len(recording.time_s) == COUNT


def test_a_clock_that_runs_backwards_is_turned() -> None:
    recording = read_recording(written([f"{t:.3f}" for t in TIME[::-1]], "time"))
    assert "time_backwards" in codes(recording)
    np.testing.assert_allclose(recording.accel_ms2, ACCEL[::-1], atol=1e-4)


def test_dates_after_2262_and_one_row() -> None:
    late = [(datetime(9876, 1, 1) + timedelta(seconds=float(t))).isoformat() for t in TIME]
    assert read_recording(written(late)).rate_hz == pytest.approx(RATE, rel=1e-3)
    for clock in ("0", "2026-05-14 10:11:12", "soon"):
        with pytest.raises(MediaError, match="recording_too_short"):
            read_recording(f"time,x,y,z\n{clock},0,0,9.81\n".encode())


APPLE = {
    "SensorLog": (
        "loggingTime(txt),accelerometerAccelerationX(G),accelerometerAccelerationY(G),"
        "accelerometerAccelerationZ(G),gyroRotationX(rad/s),gyroRotationY(rad/s),gyroRotationZ(rad/s)"
    ),
    "Core Motion": (
        "time,motionUserAccelerationX(G),motionUserAccelerationY(G),motionUserAccelerationZ(G),motionGravityX(G),"
        "motionGravityY(G),motionGravityZ(G),motionRotationRateX(rad/s),motionRotationRateY(rad/s),"
        "motionRotationRateZ(rad/s)"
    ),
}


def test_core_motions_signs_are_turned() -> None:
    up = np.tile(ACCEL.mean(0), (COUNT, 1))
    log = table(APPLE["SensorLog"], TIME, -ACCEL / GRAVITY, GYRO)
    motion = table(APPLE["Core Motion"], TIME, -(ACCEL - up) / GRAVITY, -up / GRAVITY, GYRO)
    names = "gravity.x,gravity.y,gravity.z,rotationRate.x,rotationRate.y,rotationRate.z"
    device = table(
        f",{names},userAcceleration.x,userAcceleration.y,userAcceleration.z",
        np.arange(COUNT),
        -up / GRAVITY,
        GYRO,
        -(ACCEL - up) / GRAVITY,
    )
    for text in (log, motion, device):
        recording = read_recording(text.encode())
        assert "sign" in codes(recording) and recording.used.turn
        np.testing.assert_allclose(recording.accel_ms2, ACCEL, atol=2e-3)
        np.testing.assert_allclose(recording.gyro_rads, GYRO, atol=2e-3)
        again = read_recording(text.encode(), "", recording.used)
        np.testing.assert_array_equal(again.accel_ms2, recording.accel_ms2)


def test_signs_are_turned_where_the_learner_says_so() -> None:
    data = table("time,ax,ay,az", TIME, -ACCEL).encode()
    plain = read_recording(data)
    assert not plain.used.turn and "sign_maybe" in codes(plain)
    assert "sign_maybe" not in codes(read_recording(table("time,ax,ay,az", TIME, ACCEL).encode()))
    turned = read_recording(data, "", Choices(turn=True))
    np.testing.assert_allclose(turned.accel_ms2, ACCEL, atol=2e-3)
    apple = table(APPLE["SensorLog"], TIME, -ACCEL / GRAVITY, GYRO).encode()
    np.testing.assert_allclose(read_recording(apple, "", Choices(turn=False)).accel_ms2, -ACCEL, atol=2e-3)


LINES = table("time,x,y,z", TIME, ACCEL, form="%.5f")
ENDS = {
    "a semicolon at the end": LINES.replace("\n", ";\n"),
    "a semicolon at the end of numbers": LINES.replace("\n", ";\n").replace("z;", "z"),
    "semicolons and no line ends": LINES.replace("\n", ";\n", 900).replace(";\n1.5", ";1.5"),
    "trailing commas": LINES.replace("\n", ",,,\n"),
    "trailing commas over the numbers": LINES.replace("z\n", "z,,,\n"),
    "two carriage returns": LINES.replace("\n", "\r\r\n"),
    "a line end in quotes": LINES.replace("z\n", '"z\n(m/s²)"\n'),
    "a line end in every last cell": "\n".join(
        f'{line.rpartition(",")[0]},"{line.rpartition(",")[2]}\n"' for line in LINES.splitlines()
    ),
    "written out": LINES.replace("\n", "\\n\n"),
    "U+2028": LINES.replace("\n", "\u2028\n"),
    "a line of units": LINES.replace("z\n", "z\ns,m/s^2,m/s^2,m/s^2\n"),
}


@pytest.mark.parametrize("name", ENDS)
def test_lines_end_as_they_like(name: str) -> None:
    recording = read_recording(ENDS[name].encode())
    assert recording.rate_hz == pytest.approx(RATE, rel=1e-3)
    np.testing.assert_allclose(recording.accel_ms2, ACCEL, atol=2e-3)


def packed(items: list[tuple[bytes, bytes]]) -> bytes:
    """Return a zip, not compressed, whose names have no flag."""
    out = index = b""
    for name, data in items:
        at, facts = len(out), struct.pack("<HHIII", 0, 0x5821, zlib.crc32(data), len(data), len(data))
        out += (
            struct.pack("<IHHH", 0x04034B50, 20, 0, 0)
            + facts
            + struct.pack("<HH", len(name), 0)
            + name
            + data
        )
        index += struct.pack("<IHHHH", 0x02014B50, 20, 20, 0, 0) + facts
        index += struct.pack("<HHHHHII", len(name), 0, 0, 0, 0, 0, at) + name
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, len(items), len(items), len(index), len(out), 0)
    return out + index + end


@pytest.mark.parametrize("kind", ["cp949", "utf-8", "decomposed"])
def test_korean_names_in_a_zip(kind: str) -> None:
    def name(text: str) -> bytes:
        return unicodedata.normalize("NFD", text).encode() if kind == "decomposed" else text.encode(kind)

    parts = {"자이로스코프.csv": GYRO, "가속도계.csv": ACCEL}
    data = packed([(name(n), table("time,x,y,z", TIME, v).encode()) for n, v in parts.items()])
    recording = read_recording(data)
    assert recording.gyro_rads is not None
    assert recording.columns[:2] == ("자이로스코프: time", "자이로스코프: x")


def test_every_table_with_numbers_has_columns_to_choose() -> None:
    names = [f"channel {i} of a logger with a long name" for i in range(40)]
    wide = table(",".join(["who", *names]), TIME, *[ACCEL[:, i % 3] + 3 for i in range(40)]).encode()
    with pytest.raises(MediaError) as caught:
        read_recording(wide)
    assert caught.value.code == "recording_no_columns"
    assert all(name in caught.value.facts["columns"] for name in names)
    assert columns_of(wide) == ("who", *names)
    chosen = read_recording(wide, "", Choices(time="who", accel=tuple(names[:3]), unit="m/s²"))
    assert chosen.rate_hz == pytest.approx(RATE, rel=0.01)
    labels = "\n".join(f"a,b,c,d,e,{x},{y},{z}" for x, y, z in ACCEL).encode()
    assert columns_of(labels) == ("6", "7", "8")
    assert columns_of(b"Dear teacher,") == columns_of(b"") == ()
